"""Reply addresses that prove to which conversation an answer belongs: `help+12-k3v…@desk.example`."""

import base64
import re

from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "pult.email.reply_address"
SIGNED = re.compile(r"^(?P<local>[^@]+?)\+(?P<number>\d{1,18})-(?P<seal>[a-z2-7]{16})@(?P<domain>.+)$")


def sign(address: str, *, conversation_id: int) -> str:
    """The inbox's address with the number of a conversation and a seal that nobody else can make."""
    local, _at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}+{conversation_id}-{seal(conversation_id)}@{domain}"


def seal(conversation_id: int) -> str:
    """80 bits, in signs that survive mail servers which change the case."""
    digest = salted_hmac(SALT, str(conversation_id), algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()


def conversation_in(address: str) -> int | None:
    """The conversation that a signed address names; nothing where the seal is not ours."""
    match = SIGNED.match(address.strip().lower())
    if match is None or not constant_time_compare(match["seal"], seal(int(match["number"]))):
        return None
    return int(match["number"])


def plain(address: str) -> str:
    """An address without what stands behind a plus, in lower case."""
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"

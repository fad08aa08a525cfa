"""Signatures as Standard Webhooks writes them: HMAC-SHA256 over number, moment and body, with a `whsec_` secret."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    """A new secret, as both sides keep it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signature(secret: str, *, message_id: str, timestamp: int, body: bytes) -> str:
    """One signature of version 1."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers(
    secrets_in_force: Iterable[str], *, message_id: str, at: datetime, body: bytes
) -> Mapping[str, str]:
    """The headers of a message: its number, the moment, and a signature for each secret in force."""
    timestamp = int(at.timestamp())
    signed = [
        signature(each, message_id=message_id, timestamp=timestamp, body=body) for each in secrets_in_force
    ]
    return {
        "Content-Type": "application/json",
        "User-Agent": "Pult-Webhooks",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signed),
    }

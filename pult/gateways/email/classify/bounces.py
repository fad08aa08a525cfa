"""Who could not be reached and why: from the delivery report where there is one, else from the words."""

import re
from dataclasses import replace

from pult.gateways.email.classify.fields import blocks_in, blocks_of
from pult.gateways.email.classify.status import (
    FOR_GOOD,
    TEMPORARY,
    enhanced_in,
    more_telling,
    reason_of,
    reply_code_in,
    status_for,
)
from pult.gateways.email.classify.wordings import recipients_in_words
from pult.gateways.email.letter import Reason, Recipient
from pult.gateways.email.parse.addresses import bare_address, read_addresses
from pult.gateways.email.parse.headers import every, media_type
from pult.gateways.email.parse.tree import Part

UNQUOTE = re.compile(r"^[ \t]*(?:> ?)+", re.MULTILINE)
TYPED = re.compile(r"^\s*[\w-]+\s*;\s*")
ADDRESS = re.compile(r"[^\s<>;:,\"()\[\]]+@[^\s<>;:,\"()\[\]]+")
DELIVERED = {"delivered", "relayed", "expanded", "deliverable"}
LATE = {"delayed"}
STATUS_PARTS = ("message/delivery-status", "message/global-delivery-status")


def read_recipients(parts: list[Part], text: str, subject: str = "") -> tuple[Recipient, ...]:
    """Every address of which this bounce speaks, once each."""
    named = [
        bare_address(each) for value in every(parts[0], "x-failed-recipients") for each in value.split(",")
    ]
    blocks = [block for part in parts if media_type(part) in STATUS_PARTS for block in blocks_of(part)]
    reported = from_blocks(blocks, text, named) or from_blocks(blocks_in(UNQUOTE.sub("", text)), text, named)
    if reported:
        return reported
    own = {each.address for each in read_addresses(every(parts[0], "to"))}
    temporary = TEMPORARY.search(f"{subject}\n{text[:5000]}") is not None
    found = recipients_in_words(parts, text, named=[each for each in named if each], own=own)
    return tuple(judged(each, temporary=temporary) for each in found)


def from_blocks(blocks: list[dict[str, str]], text: str, named: list[str]) -> tuple[Recipient, ...]:
    """The recipients of a delivery report; failures go before good news."""
    found: dict[str, Recipient] = {}
    for block in blocks:
        recipient = (
            from_block(block, text, named)
            if "final-recipient" in block or "original-recipient" in block
            else None
        )
        if recipient and recipient.address.lower() not in found:
            found[recipient.address.lower()] = recipient
    failed = [each for each in found.values() if each.reason is not Reason.DELIVERED]
    return tuple(failed or found.values())


def from_block(block: dict[str, str], text: str, named: list[str]) -> Recipient | None:
    """One recipient of a delivery report (RFC 3464)."""
    address = address_in(block) or next(iter(named), "")
    if not address:
        return None
    action = block.get("action", "").split()[0].lower() if block.get("action", "").strip() else ""
    diagnostic = block.get("diagnostic-code", "")
    status = more_telling(enhanced_in(block.get("status", "")), enhanced_in(diagnostic))
    if action in DELIVERED:
        return Recipient(address=address, status=status, reason=Reason.DELIVERED, words=diagnostic)
    recipient = Recipient(
        address=address,
        status=more_telling(
            enhanced_in(diagnostic), status, "" if diagnostic else enhanced_in(near(text, address))
        ),
        reply_code=reply_code_in(diagnostic or near(text, address)),
        words=diagnostic or near(text, address),
    )
    return judged(recipient, temporary=action in LATE)


def address_in(block: dict[str, str]) -> str:
    """The address that failed: as the last server knew it, else as it was given."""
    for name in ("final-recipient", "original-recipient", "x-actual-recipient"):
        value = TYPED.sub("", block.get(name, ""))
        match = ADDRESS.search(value)
        if match:
            return bare_address(match[0])
    return ""


def near(text: str, address: str) -> str:
    """What the readable part says about an address."""
    at = text.lower().find(address.lower())
    return text[at : at + 500] if at >= 0 else ""


def judged(recipient: Recipient, *, temporary: bool = False) -> Recipient:
    """With reason and status filled in, and a word on whether trying again could ever help."""
    reason = reason_of(recipient.status, recipient.words)
    status = recipient.status or status_for(reason, recipient.reply_code, temporary=temporary)
    if temporary and status.startswith("5") and not recipient.reply_code.startswith("5"):
        status = f"4{status[1:]}"
    permanent = status.startswith("5") and not temporary and reason in FOR_GOOD
    return replace(recipient, reason=reason, status=status, permanent=permanent, words=recipient.words[:1000])

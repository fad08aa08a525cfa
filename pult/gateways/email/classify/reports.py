"""Feedback reports (RFC 5965): somebody pressed "this is spam"."""

import re

from pult.gateways.email.classify.fields import blocks_of
from pult.gateways.email.letter import Reason, Recipient
from pult.gateways.email.parse.addresses import bare_address
from pult.gateways.email.parse.headers import media_type
from pult.gateways.email.parse.tree import Part

RECIPIENT_FIELDS = ("original-rcpt-to", "removal-recipient", "original-recipient", "final-recipient")
TYPED = re.compile(r"^\s*\w+\s*;\s*")


def read_complaint(parts: list[Part]) -> tuple[Recipient, ...]:
    """Who complained, where the report tells."""
    found: dict[str, Recipient] = {}
    for part in parts:
        if media_type(part) != "message/feedback-report":
            continue
        for block in blocks_of(part):
            for name in RECIPIENT_FIELDS:
                address = bare_address(TYPED.sub("", block.get(name, "")))
                if address and name != "final-recipient":
                    found.setdefault(address, Recipient(address=address, reason=Reason.COMPLAINT))
    return tuple(found.values())

"""The signed ticket of a page: it says when somebody opened which form, and counts once."""

import uuid
from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.utils import timezone

SALT = "pult.contact_form"
SOONEST = 3
OF_THE_PORTAL = 0
LATEST = 12 * 3600


@dataclass(frozen=True)
class Ticket:
    """A ticket as it came back."""

    number: UUID
    is_too_soon: bool = False


def new_ticket(form_id: int) -> str:
    """A ticket for a page that is being opened."""
    return signing.dumps([form_id, uuid.uuid4().hex, int(timezone.now().timestamp())], salt=SALT)


def read_ticket(text: str, form_id: int) -> Ticket | None:
    """What a ticket says; None when it is forged, another form's, or so old that it must be renewed."""
    try:
        of, number, made_at = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    age = timezone.now().timestamp() - made_at
    if of != form_id or age > LATEST:
        return None
    return Ticket(UUID(hex=number), is_too_soon=age < SOONEST)

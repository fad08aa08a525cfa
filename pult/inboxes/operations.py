"""Verbs about inboxes."""

from django.db import transaction

from pult.accounts.types import Language
from pult.foundation.actors import Actor
from pult.workforce.models import Department

from .models import Inbox
from .types import Channel, Purpose


@transaction.atomic
def open_inbox(
    name: str,
    *,
    address: str,
    department: Department,
    by: Actor,  # noqa: ARG001
    channel: Channel = Channel.EMAIL,
    language: str = Language.EN,
    signature: str = "",
    undo_seconds: int = 0,
    purpose: str = Purpose.SERVICE,
) -> Inbox:
    """Open a door for customers."""
    return Inbox.objects.create(
        name=name,
        channel=channel,
        address=address.strip().casefold(),
        department=department,
        language=language,
        signature=signature,
        undo_seconds=undo_seconds,
        purpose=purpose,
    )


@transaction.atomic
def change_inbox(
    inbox: Inbox,
    *,
    name: str,
    address: str,
    department: Department,
    language: str,
    signature: str,
    is_active: bool,
    undo_seconds: int | None = None,
    purpose: str = Purpose.SERVICE,
    by: Actor,  # noqa: ARG001
) -> None:
    """Change a door: its address, its department, how it greets, whether it takes messages."""
    Inbox.objects.filter(pk=inbox.pk).update(
        name=name,
        address=address.strip().casefold(),
        department=department,
        language=language,
        signature=signature,
        is_active=is_active,
        undo_seconds=inbox.undo_seconds if undo_seconds is None else undo_seconds,
        purpose=purpose,
    )
    inbox.refresh_from_db()

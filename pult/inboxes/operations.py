"""Verbs about inboxes."""

from django.db import transaction

from pult.accounts.types import Language
from pult.foundation.actors import Actor
from pult.workforce.models import Department

from .models import Inbox
from .types import Channel


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
) -> Inbox:
    """Open a door for customers."""
    return Inbox.objects.create(
        name=name,
        channel=channel,
        address=address.strip().casefold(),
        department=department,
        language=language,
        signature=signature,
    )

"""Which inbox a mail was written to."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from pult.foundation.database.kept_models import KeptModels
from pult.gateways.email.addresses import plain
from pult.gateways.email.letter import Letter
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel

INBOXES: KeptModels[Inbox] = KeptModels()
DELIVERED = ("delivered-to", "x-original-to", "envelope-to", "x-forwarded-to", "x-envelope-to")


def inbox_for(letter: Letter, envelope_to: Iterable[str]) -> Inbox | None:
    """By the envelope first, then by what servers noted, then by the headers; else the only inbox there is."""
    inboxes = {inbox.address: inbox for inbox in mail_inboxes()}
    noted = [value for name in DELIVERED for value in letter.headers.get(name, ())]
    written = [each.address for each in (*letter.to, *letter.cc)]
    for address in (*envelope_to, *noted, *written):
        bare = address.strip("<> ").lower()
        found = inboxes.get(bare) or inboxes.get(plain(bare))
        if found is not None:
            return found
    return next(iter(inboxes.values())) if len(inboxes) == 1 and not envelope_to else None


def mail_inboxes() -> list[Inbox]:
    """The mailboxes that take messages, oldest first."""
    return INBOXES.ask("mail", _mail_inboxes, {})


def _mail_inboxes(_slots: Mapping[str, Any]) -> "QuerySet[Inbox]":
    return Inbox.objects.active().filter(channel=Channel.EMAIL).order_by("pk")


def storable(address: str) -> str:
    """An address of an envelope without anything that a database refuses."""
    return address.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")[:320]


def takes_mail_for(address: str) -> bool:
    """Whether an address belongs to one of our mailboxes, with or without something behind a plus."""
    address = storable(address)
    wanted = {address.strip("<> ").lower(), plain(address)}
    return Inbox.objects.active().filter(channel=Channel.EMAIL, address__in=wanted).exists()

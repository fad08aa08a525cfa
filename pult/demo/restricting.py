"""A door for complaints about the house itself: Lea and Mila read what comes in there, and nobody else."""

from datetime import datetime, timedelta

from pult.conversations import operations as conversations
from pult.conversations.types import Inbound, Sender
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.inboxes import operations as inboxes
from pult.inboxes.models import Inbox

from .people import DOMAIN, SUPPORT
from .stage import House

ADDRESS = f"complaints@{DOMAIN}"
INSIDERS = ("Lea Novak", "Mila Petrović")
LETTERS = (
    (
        "Vera Kolar",
        "vera.kolar@mail.example",
        "About how I was spoken to",
        "On Tuesday a colleague of yours laughed at my question. I do not want a refund. I want somebody to know.",
    ),
)


def open_the_quiet_door(house: House, *, now: datetime) -> None:
    """A restricted inbox and what came in there; a second call changes nothing."""
    if Inbox.objects.filter(address=ADDRESS).exists():
        return
    inbox = inboxes.open_inbox(
        "Complaints", address=ADDRESS, department=house.departments[SUPPORT], by=SYSTEM
    )
    people = [house.members[name].person for name in INSIDERS if name in house.members]
    inboxes.restrict(inbox, people=people, departments=[], by=SYSTEM, at=now)
    for number, (name, address, subject, text) in enumerate(LETTERS, 1):
        letter = Inbound(
            intake_key=f"demo-complaint-{number}",
            external_id=f"<complaint-{number}@mail.example>",
            sender=Sender(kind=IdentityKind.EMAIL, value=address, name=name),
            subject=subject,
            text=text,
            at=now - timedelta(hours=number),
        )
        conversations.receive(letter, inbox=inbox)

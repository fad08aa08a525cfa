"""What Lea and Mila read and nobody else: a door for complaints about the house itself, and one customer by name."""

from datetime import datetime, timedelta

from pult.conversations import operations as conversations
from pult.conversations.types import Inbound, Sender
from pult.customers import operations as customers
from pult.customers.models import Customer
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.inboxes import operations as inboxes
from pult.inboxes.models import Inbox

from .people import DOMAIN, INBOXES, SUPPORT
from .stage import House

ADDRESS = f"complaints@{DOMAIN}"
INSIDERS = ("Lea Novak", "Mila Petrović")
COMPLAINT = (
    "Vera Kolar",
    "vera.kolar@mail.example",
    "About how I was spoken to",
    "On Tuesday a colleague of yours laughed at my question. I do not want a refund. I want somebody to know.",
)
PRESS = (
    "Dunja Radić",
    "dunja.radic@morningpaper.example",
    "Questions for an article on kettles that were called back",
    "I am writing about the call-back of last autumn. Who may I quote, and by when can I have your answers?",
)
LETTERS = (COMPLAINT, PRESS)


def open_the_quiet_door(house: House, *, now: datetime) -> None:
    """A restricted inbox and what came in there; a second call changes nothing."""
    if Inbox.objects.filter(address=ADDRESS).exists():
        return
    inbox = inboxes.open_inbox(
        "Complaints", address=ADDRESS, department=house.departments[SUPPORT], by=SYSTEM
    )
    people = [house.members[name].person for name in INSIDERS if name in house.members]
    inboxes.restrict(inbox, people=people, departments=[], by=SYSTEM, at=now)
    _receive(COMPLAINT, inbox, at=now - timedelta(hours=1))
    reporter = _receive(PRESS, house.inboxes[INBOXES[SUPPORT][1]], at=now - timedelta(hours=2))
    customers.restrict(reporter, people=people, by=SYSTEM, at=now)


def _receive(letter: tuple[str, str, str, str], inbox: Inbox, *, at: datetime) -> Customer:
    name, address, subject, text = letter
    inbound = Inbound(
        intake_key=f"demo-quiet-{address}",
        external_id=f"<quiet-{address}>",
        sender=Sender(kind=IdentityKind.EMAIL, value=address, name=name),
        subject=subject,
        text=text,
        at=at,
    )
    return conversations.receive(inbound, inbox=inbox).conversation.customer

"""A second, small brand of the demo: tea, at a host of its own that leads to this machine."""

from datetime import datetime, timedelta

from pult.brands import operations as brands
from pult.brands.models import Brand
from pult.conversations import operations as conversations
from pult.conversations.types import Inbound, Sender
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.inboxes import operations as inboxes
from pult.knowledge import operations as knowledge

from .people import DOMAIN, SUPPORT
from .stage import House

HOST = "tea.localhost"
NAME = "Leaf & Pot"
LETTERS = (
    (
        "Nora Vidak",
        "nora.vidak@mail.example",
        "Is your green tea organic?",
        "I could not find it on the package.",
    ),
    (
        "Tom Hale",
        "tom.hale@mail.example",
        "The tin arrived open",
        "The lid was off and half of the leaves were gone.",
    ),
    (
        "Jelena Simić",
        "jelena.simic@mail.example",
        "Koliko dugo stoji čaj?",
        "Imam zeleni čaj od prošle godine. Da li je još dobar?",
    ),
)


def open_the_second_brand(house: House, *, now: datetime) -> None:
    """A brand with a mailbox, a shelf of its own and some letters; a second call changes nothing."""
    if Brand.objects.filter(host=HOST).exists():
        return
    brand = brands.open_brand(
        NAME,
        host=HOST,
        colour="#0f766e",
        welcomes={"en": "Ask us about tea", "hr": "Pitajte nas o čaju", "sr-latn": "Pitajte nas o čaju"},
        imprints={
            "en": "Leaf & Pot, a house of Kettle & Co.",
            "hr": "Leaf & Pot, kuća tvrtke Kettle & Co.",
            "sr-latn": "Leaf & Pot, kuća firme Kettle & Co.",
        },
        by=SYSTEM,
    )
    inbox = inboxes.open_inbox(
        f"{NAME} Support",
        address=f"tea@{DOMAIN}",
        department=house.departments[SUPPORT],
        signature=f"{NAME} · loose leaves and what they need",
        by=SYSTEM,
    )
    inboxes.give_to_brand(brand, [inbox], by=SYSTEM)
    _write_about_tea(brand)
    inbox.refresh_from_db()
    for number, (name, address, subject, text) in enumerate(LETTERS, 1):
        letter = Inbound(
            intake_key=f"demo-tea-{number}",
            external_id=f"<tea-{number}@mail.example>",
            sender=Sender(kind=IdentityKind.EMAIL, value=address, name=name),
            subject=subject,
            text=text,
            at=now - timedelta(minutes=25 * number),
        )
        conversations.receive(letter, inbox=inbox)


def _write_about_tea(brand: Brand) -> None:
    shelf = knowledge.add_category({"en": "Tea", "hr": "Čaj", "sr-latn": "Čaj"}, by=SYSTEM, brands=[brand])
    article = knowledge.write(
        "How long to steep green tea",
        body="Two minutes at 75 °C. Longer makes it bitter; a second brew takes one minute more.",
        language="en",
        category=shelf,
        by=SYSTEM,
    )
    knowledge.publish(article, by=SYSTEM)

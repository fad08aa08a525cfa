"""What the demo pages show."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.customers.models import Identity
from pult.customers.types import IdentityKind
from pult.gateways.chat.models import Widget

from .models import DemoLetter
from .people import PASSWORD, in_order, work_of
from .portal import PORTAL_PASSWORD, portal_login
from .wording import PRODUCTS

PRICES = (59, 24, 49, 39, 69)
WRITER = {
    "name": "Carl Weber",
    "address": "carl.weber@example.org",
    "subject": "My kettle leaks",
    "text": "Hello,\n\nmy new kettle leaks from the bottom. What shall I do?\n\nBest regards,\nCarl",
}


def mailbox(*, limit: int = 30) -> "QuerySet[DemoLetter]":
    """The newest letters that customers have received."""
    return DemoLetter.objects.order_by("-received_at", "-pk")[:limit]


def letter(pk: int) -> DemoLetter | None:
    """One letter."""
    return DemoLetter.objects.filter(pk=pk).first()


def page() -> dict[str, Any]:
    """Logins and mailbox."""
    return {
        "people": [(one, work_of(one)) for one in in_order()],
        "password": PASSWORD,
        "portal_login": portal_login(),
        "portal_password": PORTAL_PASSWORD,
        "letters": list(mailbox()),
    }


def products() -> list[dict[str, str]]:
    """What the made-up shop sells."""
    words = (
        _("1.7 litres of steel that keep their temperature for half an hour."),
        _("Half a litre, for a desk or a hotel room."),
        _("Glass, and so quiet that nobody wakes up."),
        _("The white one that stands in every second kitchen."),
        _("Steel inside and outside: no plastic touches the water."),
    )
    return [
        {"name": name, "text": text, "price": f"{price} €"}
        for name, text, price in zip(PRODUCTS, words, PRICES, strict=True)
    ]


def shop_chat() -> Widget | None:
    """The chat that stands on the shop's pages."""
    return Widget.objects.working().order_by("pk").first()


def colleague(email: str) -> Person | None:
    """Somebody of the demo's staff, and nobody else."""
    known = {one.email for one in in_order()}
    return Person.objects.active().filter(email=email).first() if email in known else None


def answer_to(letter: DemoLetter) -> dict[str, Any]:
    """What stands in the form when a customer answers."""
    customer = Identity.objects.filter(kind=IdentityKind.EMAIL, value=letter.address.casefold())
    known = customer.select_related("customer").first()
    subject = letter.subject if letter.subject.casefold().startswith("re:") else f"Re: {letter.subject}"
    return {
        "name": known.customer.name if known else letter.address,
        "address": letter.address,
        "to": letter.answer_to,
        "subject": subject[:150],
        "answers": letter.pk,
    }

"""What customers of the demo find: two contact forms, and somebody who signs in to the portal."""

from datetime import datetime

from django.db.models import Count

from pult.customers import operations as customers
from pult.customers.models import Company, Customer, Identity
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.gateways.forms import operations as forms
from pult.gateways.forms.models import ContactForm
from pult.gateways.forms.types import FieldDraft, FieldKind

from .people import BILLING, SUPPORT
from .stage import House

PORTAL_PASSWORD = "warm-kettle"  # noqa: S105 - everybody may know it

WHAT = FieldDraft(
    kind=FieldKind.CHOICE,
    labels={"en": "What would you like?", "hr": "Što želite?", "sr-latn": "Šta želite?"},
    hints={},
    choices=(
        {"en": "My money back", "hr": "Povrat novca", "sr-latn": "Povraćaj novca"},
        {"en": "Another kettle", "hr": "Drugo kuhalo", "sr-latn": "Drugo kuvalo"},
        {"en": "A repair", "hr": "Popravak", "sr-latn": "Popravku"},
    ),
    is_required=True,
)
ORDER = FieldDraft(
    kind=FieldKind.LINE,
    labels={"en": "Order number", "hr": "Broj narudžbe", "sr-latn": "Broj porudžbine"},
    hints={
        "en": "It stands at the top of the bill.",
        "hr": "Stoji na vrhu računa.",
        "sr-latn": "Stoji na vrhu računa.",
    },
    is_required=True,
)
FAULT = FieldDraft(
    kind=FieldKind.LONG,
    labels={"en": "What does it do?", "hr": "Što se događa?", "sr-latn": "Šta se dešava?"},
    hints={},
    when_key="what_would_you_like",
    when_value="a_repair",
)
BOUGHT = FieldDraft(
    kind=FieldKind.DATE,
    labels={"en": "Bought on", "hr": "Kupljeno", "sr-latn": "Kupljeno"},
    hints={},
)
OTHER_ADDRESS = FieldDraft(
    kind=FieldKind.CHECK,
    labels={
        "en": "The bill should go to another company",
        "hr": "Račun treba glasiti na drugu tvrtku",
        "sr-latn": "Račun treba da glasi na drugu firmu",
    },
    hints={},
)
COMPANY = FieldDraft(
    kind=FieldKind.LINE,
    labels={"en": "Name of the company", "hr": "Naziv tvrtke", "sr-latn": "Naziv firme"},
    hints={},
    is_required=True,
    when_key="other_company",
    when_value="yes",
)


def open_the_portal(house: House, *, now: datetime) -> None:
    """Two forms on the website, and a customer with a password; a second call changes nothing."""
    if not ContactForm.objects.filter(key="returns").exists():
        _open_returns(house, now=now)
        _open_bills(house, now=now)
    customer = somebody_with_requests()
    if customer is not None:
        customers.set_password(customer, PORTAL_PASSWORD, by=SYSTEM, at=now)
        customers.allow_company(customer, is_allowed=True, by=SYSTEM, at=now)


def somebody_with_requests() -> Customer | None:
    """The customer of a company whose requests are worth looking at: the one who has written most."""
    ours = Customer.objects.filter(
        is_apart=False, company__in=Company.objects.all(), identities__kind=IdentityKind.EMAIL
    )
    return ours.annotate(count=Count("conversations", distinct=True)).order_by("-count", "pk").first()


def portal_login() -> str:
    """The address with which one signs in to the demo's portal; empty before there is anybody."""
    found = Identity.objects.filter(
        kind=IdentityKind.EMAIL, customer__access__isnull=False, customer__reads_company=True
    ).exclude(customer__access__password="")
    return found.order_by("customer__access__pk", "pk").values_list("value", flat=True).first() or ""


def _open_returns(house: House, *, now: datetime) -> None:
    form = forms.open_form(
        "returns",
        titles={"en": "Returns and repairs", "hr": "Povrati i popravci", "sr-latn": "Povraćaji i popravke"},
        intros={
            "en": "Tell us what is wrong; we answer within a working day.",
            "hr": "Recite nam što nije u redu; odgovaramo unutar jednog radnog dana.",
            "sr-latn": "Recite nam šta nije u redu; odgovaramo u roku od jednog radnog dana.",
        },
        department=house.departments[SUPPORT],
        by=SYSTEM,
        at=now,
    )
    for draft in (WHAT, ORDER, BOUGHT, FAULT):
        forms.add_field(form, draft, by=SYSTEM, at=now)


def _open_bills(house: House, *, now: datetime) -> None:
    form = forms.open_form(
        "bills",
        titles={"en": "A question about a bill", "hr": "Pitanje o računu", "sr-latn": "Pitanje o računu"},
        department=house.departments[BILLING],
        by=SYSTEM,
        at=now,
    )
    for draft, key in ((ORDER, ""), (OTHER_ADDRESS, "other_company"), (COMPANY, "")):
        forms.add_field(form, draft, key=key, by=SYSTEM, at=now)

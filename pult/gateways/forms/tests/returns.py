"""A form that Kettle & Co. has on its pages: what is it about, and only for a return the number of the order."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.gateways.forms import operations
from pult.gateways.forms.models import ContactForm
from pult.gateways.forms.ticket import SALT
from pult.gateways.forms.types import FieldDraft, FieldKind
from tests.cast import Kettle

REASON = FieldDraft(
    kind=FieldKind.CHOICE,
    labels={"en": "What is it about?", "hr": "O čemu je riječ?"},
    hints={},
    choices=({"en": "A return", "hr": "Povrat"}, {"en": "Something else", "hr": "Nešto drugo"}),
    is_required=True,
)
ORDER = FieldDraft(
    kind=FieldKind.NUMBER,
    labels={"en": "Order number", "hr": "Broj narudžbe"},
    hints={"en": "<b>On</b> the bill"},
    is_required=True,
    when_key="what_is_it_about",
    when_value="a_return",
)


def returns(kettle: Kettle, **values: Any) -> ContactForm:
    """The form."""
    form = operations.open_form(
        "returns", titles={"en": "Returns", "hr": "Povrati"}, department=kettle.support, by=SYSTEM, **values
    )
    operations.add_field(form, REASON, by=SYSTEM)
    operations.add_field(form, ORDER, by=SYSTEM)
    return form


def ticket(form: ContactForm, *, number: int = 1, age: float = 60, of: int | None = None) -> str:
    """A ticket that was given out some seconds ago."""
    made_at = timezone.now() - timedelta(seconds=age)
    told = [form.pk if of is None else of, f"{number:032x}", int(made_at.timestamp())]
    return signing.dumps(told, salt=SALT)


def filled(form: ContactForm, **told: Any) -> dict[str, Any]:
    """What Carl sends."""
    return {
        "ticket": ticket(form),
        "name": "Carl Carlsson",
        "email": "carl@example.org",
        "subject": "My kettle leaks",
        "text": "It leaks from the bottom.",
        "f_what_is_it_about": "a_return",
        "f_order_number": "4711",
        "website": "",
        **told,
    }

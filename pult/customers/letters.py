"""Letters that customers are sent about their sign-in to the portal."""

from dataclasses import dataclass
from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pult.accounts import queries as accounts
from pult.accounts.types import Language
from pult.brands import queries as brands

from .models import Customer
from .types import IdentityKind


@dataclass(frozen=True)
class Key:
    """What a letter lets its reader do, and at the address of which brand."""

    token: str = ""
    brand_id: int | None = None


def send_link(
    customer: Customer, address: str, token: str, *, language: str, brand_id: int | None = None
) -> None:
    """The link that signs somebody in."""
    key = Key(token, brand_id)
    _send(customer, address, _("Your link to your requests at %(house)s"), "link", language, key=key)


def send_confirmation(
    customer: Customer, address: str, token: str, *, language: str, brand_id: int | None = None
) -> None:
    """The link that shows that an address is theirs."""
    key = Key(token, brand_id)
    _send(customer, address, _("Is this your address? %(house)s asks"), "address", language, key=key)


def tell_of_password(customer: Customer) -> None:
    """A customer hears of it when their password was changed."""
    mailboxes = customer.identities.filter(kind=IdentityKind.EMAIL).order_by("pk")
    for address in mailboxes.values_list("value", flat=True)[:3]:
        _send(customer, address, _("Your password at %(house)s was changed"), "password", customer.language)


PAGES = {"link": "portal:requests-entry", "address": "portal:requests-address"}


def _send(
    customer: Customer, address: str, subject: Promise, letter: str, language: str, *, key: Key = Key()
) -> None:
    brand = brands.brand_of(key.brand_id)
    language = language if language in Language.values else accounts.house_language()
    sender = {"house": accounts.house_name() if brand.is_house else brand.name}
    page: dict[str, Any] = {**sender, "customer": customer, "address": ""}
    if letter in PAGES:
        path = reverse(PAGES[letter], kwargs={"locale": language, "token": key.token})
        page["address"] = f"{brand.address}{path}"
    with translation.override(language):
        text = render_to_string(f"customers/letters/{letter}.txt", page)
        send_mail(subject=str(subject) % sender, message=text, from_email=None, recipient_list=[address])

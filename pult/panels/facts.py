"""What is known of a customer and a conversation, as the variables of an address."""

from collections.abc import Collection
from dataclasses import dataclass

from pult.conversations.models import Conversation
from pult.customers.models import Customer
from pult.customers.types import IdentityKind
from pult.fields.queries import values_of
from pult.fields.types import Audience, Given

from .addresses import variables_in


@dataclass(frozen=True, kw_only=True)
class About:
    """Whom a panel is about: a customer, and the conversation beside which it stands, if any."""

    customer: Customer
    conversation: Conversation | None = None


def known(about: About, template: str) -> dict[str, str]:
    """The values of the variables that an address asks for; what is not asked for is not fetched."""
    asked = variables_in(template)
    customer, company = about.customer, about.customer.company
    found = {
        "customer.number": str(customer.pk),
        "customer.name": customer.name,
        "customer.language": customer.language,
        **_identities(customer, asked),
    }
    if company is not None:
        found |= {
            "company.number": str(company.pk),
            "company.name": company.name,
            "company.domain": company.domain,
        }
    if about.conversation is not None:
        found |= {
            "conversation.number": str(about.conversation.pk),
            "conversation.subject": about.conversation.subject,
            "conversation.language": about.conversation.language,
        }
    return {name: found.get(name, "") for name in asked} | _fields(about, asked)


def _identities(customer: Customer, asked: Collection[str]) -> dict[str, str]:
    wanted = {
        f"customer.{kind}": kind for kind in (IdentityKind.EMAIL, IdentityKind.PHONE, IdentityKind.HANDLE)
    }
    if not wanted.keys() & set(asked):
        return {}
    rows = customer.identities.order_by("-pk").values_list("kind", "value")
    return {f"customer.{kind}": value for kind, value in rows if f"customer.{kind}" in wanted}


def _fields(about: About, asked: Collection[str]) -> dict[str, str]:
    things = {
        "customer": (Audience.CUSTOMER, about.customer.pk),
        "company": (Audience.COMPANY, about.customer.company_id),
        "conversation": (Audience.CONVERSATION, about.conversation.pk if about.conversation else None),
    }
    found: dict[str, str] = {}
    for thing, (audience, pk) in things.items():
        begins = f"{thing}.field."
        keys = [name.removeprefix(begins) for name in asked if name.startswith(begins)]
        if keys and pk is not None:
            values = values_of(audience, pk)
            found |= {f"{begins}{key}": _plain(values[key]) for key in keys if key in values}
    return found


def _plain(value: Given) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(value) if isinstance(value, tuple) else str(value)

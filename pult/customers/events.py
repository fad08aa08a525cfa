"""What customers announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerEvent(Event):
    """A fact about a customer."""

    about: ClassVar[str] = "customer"
    customer_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerCreated(CustomerEvent):
    """Somebody new is known."""

    name: ClassVar[str] = "customer.created"


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(CustomerEvent):
    """What is known of a customer has changed."""

    name: ClassVar[str] = "customer.changed"


@dataclass(frozen=True, kw_only=True)
class CustomerSignedIn(CustomerEvent):
    """A customer has signed in to the portal."""

    name: ClassVar[str] = "customer.signed_in"


@dataclass(frozen=True, kw_only=True)
class CustomerMerged(CustomerEvent):
    """Two customers turned out to be one person; the other one stays."""

    name: ClassVar[str] = "customer.merged"
    into_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerUnmerged(CustomerEvent):
    """A merge of two customers was a mistake: they are two again."""

    name: ClassVar[str] = "customer.unmerged"
    from_id: int


@dataclass(frozen=True, kw_only=True)
class ConsentChanged(CustomerEvent):
    """A customer has agreed to something, or agrees no longer."""

    name: ClassVar[str] = "customer.consent_changed"
    purpose_id: int
    is_given: bool


@dataclass(frozen=True, kw_only=True)
class CustomerErasureAsked(CustomerEvent):
    """Somebody has decided that a customer is erased; it goes on after this conversation."""

    name: ClassVar[str] = "customer.erasure_asked"
    after_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerErased(CustomerEvent):
    """All that told who a customer was is gone."""

    name: ClassVar[str] = "customer.erased"


@dataclass(frozen=True, kw_only=True)
class CompanyChanged(Event):
    """What is known of a company has changed."""

    name: ClassVar[str] = "company.changed"
    about: ClassVar[str] = "company"
    company_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerRestricted(CustomerEvent):
    """From now on a customer is for some colleagues only, or for others than before."""

    name: ClassVar[str] = "customer.restricted"


@dataclass(frozen=True, kw_only=True)
class CompanyRestricted(Event):
    """From now on a company and its people are for some colleagues only, or for others than before."""

    name: ClassVar[str] = "company.restricted"
    about: ClassVar[str] = "company"
    company_id: int

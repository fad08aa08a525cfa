"""Customers, companies, what is written down about them, and who was merged with whom."""

from .merging import Alike, CustomerMerge, Moved, Pair
from .notes import Consent, Note, Purpose
from .people import (
    CUSTOMERS,
    Access,
    Company,
    CompanyQuerySet,
    Customer,
    CustomerQuerySet,
    Identity,
    MailedKey,
    closed_customers,
    restricted_customers,
)

__all__ = [
    "CUSTOMERS",
    "Access",
    "Alike",
    "Company",
    "CompanyQuerySet",
    "Consent",
    "Customer",
    "CustomerMerge",
    "CustomerQuerySet",
    "Identity",
    "MailedKey",
    "Moved",
    "Note",
    "Pair",
    "Purpose",
    "closed_customers",
    "restricted_customers",
]

"""The brands as the settings list them."""

from collections import defaultdict
from dataclasses import dataclass

from pult.brands import queries as brands
from pult.brands.models import Brand
from pult.brands.types import HOUSE
from pult.inboxes.models import Inbox


@dataclass(frozen=True, kw_only=True)
class BrandRow:
    """A brand, and through which doors it is reached."""

    brand: Brand
    name: str
    doors: list[Inbox]


def brand_rows() -> list[BrandRow]:
    """Every brand with its doors: one statement beside what is kept of brands."""
    doors = defaultdict(list)
    for door in Inbox.objects.for_service().order_by("channel", "name", "pk"):
        doors[door.brand_id or HOUSE].append(door)
    return [BrandRow(brand=one, name=brands.name_of(one), doors=doors[one.pk]) for one in brands.every()]

"""Verbs about inboxes."""

from collections.abc import Iterable

from django.db import transaction

from pult.accounts.types import Language
from pult.brands.models import Brand
from pult.brands.types import Act
from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.workforce.models import Department

from .models import Inbox
from .types import Channel, Purpose


@transaction.atomic
def open_inbox(
    name: str,
    *,
    address: str,
    department: Department,
    by: Actor,  # noqa: ARG001
    channel: Channel = Channel.EMAIL,
    language: str = Language.EN,
    signature: str = "",
    undo_seconds: int = 0,
    purpose: str = Purpose.SERVICE,
    brand: Brand | None = None,
) -> Inbox:
    """Open a door for customers."""
    return Inbox.objects.create(
        name=name,
        channel=channel,
        address=address.strip().casefold(),
        department=department,
        language=language,
        signature=signature,
        undo_seconds=undo_seconds,
        purpose=purpose,
        brand=_beside_the_house(brand),
    )


@transaction.atomic
def change_inbox(
    inbox: Inbox,
    *,
    name: str,
    address: str,
    department: Department,
    language: str,
    signature: str,
    is_active: bool,
    undo_seconds: int | None = None,
    purpose: str = Purpose.SERVICE,
    by: Actor,  # noqa: ARG001
) -> None:
    """Change a door: its address, its department, how it greets, whether it takes messages."""
    Inbox.objects.filter(pk=inbox.pk).update(
        name=name,
        address=address.strip().casefold(),
        department=department,
        language=language,
        signature=signature,
        is_active=is_active,
        undo_seconds=inbox.undo_seconds if undo_seconds is None else undo_seconds,
        purpose=purpose,
    )
    inbox.refresh_from_db()


@transaction.atomic
def give_to_brand(brand: Brand, doors: Iterable[Inbox], *, by: Actor) -> None:
    """Let a brand be reached through these doors, and through no others; what it had before is the house's."""
    chosen = [door.pk for door in doors]
    before = set(Inbox.objects.of_brand(brand).values_list("pk", flat=True))
    if not brand.is_house:
        Inbox.objects.of_brand(brand).exclude(pk__in=chosen).update(brand=None)
    Inbox.objects.filter(pk__in=chosen).update(brand=_beside_the_house(brand))
    if before != set(chosen):
        record(
            Act.CHANGED,
            by=by,
            about=f"brand:{brand.pk}",
            before={"inboxes": sorted(before)},
            after={"inboxes": sorted(chosen)},
        )


def _beside_the_house(brand: Brand | None) -> Brand | None:
    return None if brand is None or brand.is_house else brand

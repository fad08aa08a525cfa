"""Verbs about inboxes."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.accounts.types import Language
from pult.brands.models import Brand
from pult.brands.types import Act
from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.workforce.models import Department

from .events import InboxRestricted
from .models import Inbox
from .queries import names_inside
from .types import Act as InboxAct
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


@transaction.atomic
def restrict(
    inbox: Inbox,
    *,
    people: Iterable[Person],
    departments: Iterable[Department],
    by: Actor,
    at: datetime | None = None,
) -> None:
    """Let only these people and the members of these departments see what comes in here, from now on."""
    people, departments = list(people), list(departments)
    if inbox.purpose != Purpose.SERVICE:
        raise Invalid(_("Only an inbox of customer service can be restricted."))
    if not Person.objects.active().filter(_inside(people, departments)).exists():
        raise Invalid(_("Choose somebody: nobody would see these conversations any more."))
    before = _stands(inbox)
    inbox.insiders.set(people)
    inbox.inner_departments.set(departments)
    _set_restricted(inbox, is_restricted=True)
    after = _stands(inbox)
    if before != after:
        record(
            InboxAct.RESTRICTED,
            by=by,
            about=f"inbox:{inbox.pk}",
            about_name=inbox.name,
            before=before,
            after=after,
        )
        publish(InboxRestricted(inbox_id=inbox.pk, by=by.ref, at=at or timezone.now()))


@transaction.atomic
def open_up(inbox: Inbox, *, by: Actor) -> None:
    """Let everybody whose role and department allow it see what comes in here."""
    before = _stands(inbox)
    inbox.insiders.clear()
    inbox.inner_departments.clear()
    _set_restricted(inbox, is_restricted=False)
    if before:
        record(
            InboxAct.OPENED_UP,
            by=by,
            about=f"inbox:{inbox.pk}",
            about_name=inbox.name,
            before=before,
            after={},
        )


def _set_restricted(inbox: Inbox, *, is_restricted: bool) -> None:
    Inbox.objects.filter(pk=inbox.pk).update(is_restricted=is_restricted)
    inbox.is_restricted = is_restricted


def _inside(people: list[Person], departments: list[Department]) -> Q:
    return Q(pk__in=[one.pk for one in people]) | Q(member__departments__in=departments)


def _stands(inbox: Inbox) -> dict[str, list[str]]:
    return {"only_for": names_inside(inbox)} if inbox.is_restricted else {}


def _beside_the_house(brand: Brand | None) -> Brand | None:
    return None if brand is None or brand.is_house else brand

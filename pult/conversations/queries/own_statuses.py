"""Which own statuses there are."""

from collections.abc import Iterable

from pult.conversations.models import OwnStatus
from pult.conversations.types import OWN_WITHIN, Status

OWN = "own-"


def own_statuses() -> list[OwnStatus]:
    """All that can be chosen, in the order of the fixed ones and then of the house."""
    found = list(OwnStatus.objects.offered().in_order())
    return sorted(found, key=lambda one: OWN_WITHIN.index(Status(one.within)))


def own_status_keyed(key: str) -> OwnStatus | None:
    """The one that a form or a rule names, if it can be chosen."""
    number = key.removeprefix(OWN)
    if not key.startswith(OWN) or not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    return OwnStatus.objects.offered().filter(pk=int(number)).first()


def names_of_own(keys: Iterable[int]) -> dict[int, OwnStatus]:
    """These, archived ones too; nothing is asked where there are none."""
    wanted = set(keys)
    return {one.pk: one for one in OwnStatus.objects.filter(pk__in=wanted)} if wanted else {}

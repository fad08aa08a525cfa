"""The house's own statuses on the settings page."""

from dataclasses import dataclass

from pult.conversations.models import OwnStatus
from pult.conversations.types import OWN_WITHIN, Status


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A fixed status, the default, with those within it in their order."""

    status: Status
    offered: list[OwnStatus]
    archived: list[OwnStatus]


def shelves() -> list[Shelf]:
    """Every fixed status that may have others within it."""
    found = list(OwnStatus.objects.in_order())
    return [
        Shelf(
            status=status,
            offered=[one for one in found if one.within == status and not one.is_archived],
            archived=[one for one in found if one.within == status and one.is_archived],
        )
        for status in OWN_WITHIN
    ]

"""Through which inboxes the figures are looked at: those that the reader may see, one by one or by brand."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from pult.brands import queries as brands
from pult.brands.types import HOUSE
from pult.foundation.actors import Actor
from pult.inboxes.models import Inbox
from pult.metrics.types import Metric, NotByInbox
from pult.workforce.models import Department

from .types import Right, View

Choice = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class Doors:
    """The inboxes among which somebody may choose, with the brand of each, and the brands behind them."""

    inboxes: list[Inbox]

    @property
    def by_name(self) -> list[Choice]:
        """Each inbox; two of one name are told apart by their address."""
        names = [one.name for one in self.inboxes]
        return [
            (one.pk, one.name if names.count(one.name) == 1 else f"{one.name} ({one.address})")
            for one in self.inboxes
        ]

    @property
    def brands(self) -> list[Choice]:
        """Each brand with an inbox among these; nothing where there is but one brand."""
        if not brands.is_several():
            return []
        seen = {brand_of(one) for one in self.inboxes}
        return [(one.pk, brands.name_of(one)) for one in brands.every() if one.pk in seen]

    def offered(self, asked: QueryDict) -> dict[str, list[Choice]]:
        """What can be chosen. Where there is but one there is nothing to choose, unless somebody has asked for it."""
        choices = {"inbox": self.by_name, "brand": self.brands}
        return {name: found for name, found in choices.items() if len(found) > 1 or asked.get(name)}

    def chosen(self, inbox: int | None, brand: int | None) -> frozenset[int | None] | None:
        """The numbers behind a choice. What came in by no inbox is the house's, as everywhere."""
        if inbox is None and brand is None:
            return None
        found: set[int | None] = {
            one.pk for one in self.inboxes if inbox in {None, one.pk} and brand in {None, brand_of(one)}
        }
        return frozenset(found | {None} if inbox is None and brand == HOUSE else found)


def doors_of(actor: Actor) -> Doors:
    """Those of the departments whose figures somebody sees, without what is restricted to others."""
    rows = Inbox.objects.for_service().exclude(pk__in=Inbox.objects.closed_to(actor).values("pk"))
    if not actor.has(Right.ALL):
        rows = rows.filter(department__in=Department.objects.of(actor))
    return Doors(inboxes=list(rows.order_by("name", "pk")))


def brand_of(inbox: Inbox) -> int:
    """Whose inbox it is."""
    return inbox.brand_id or HOUSE


def is_told(metric: Metric, view: View) -> bool:
    """Whether there is such a figure of what was asked for."""
    return metric.by_inbox or view.inboxes is None


def must_be_told(metric: Metric, view: View) -> None:
    """Refuse a figure of an inbox that there is only of everything."""
    if not is_told(metric, view):
        raise NotByInbox(not_by_inbox(metric))


def not_by_inbox(metric: Metric) -> str:
    """Why there is none."""
    words = _("“%(figure)s” cannot be told of one inbox or brand: what it counts comes in by no inbox.")
    return words % {"figure": metric.label}

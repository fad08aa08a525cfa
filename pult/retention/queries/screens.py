"""What the pages show beside lists."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pult.foundation.web import Page, keyset_page
from pult.retention.models import Rule, Run
from pult.retention.types import COUNTED, SOON_DAYS

from .due import few_of


@dataclass(frozen=True)
class Figure:
    """A number that is exact up to a bound."""

    number: int

    @property
    def is_more(self) -> bool:
        """There are more than are counted."""
        return self.number > COUNTED

    @property
    def shown(self) -> int:
        """The number itself, or the bound."""
        return min(self.number, COUNTED)


@dataclass(frozen=True)
class Figures:
    """What would go now, and within the next days."""

    now: Figure
    soon: Figure


def figures_of(rule: Rule, *, at: datetime) -> Figures:
    """How many go now, and how many will have gone in 30 days, those of now among them."""
    soon = at + timedelta(days=SOON_DAYS)
    return Figures(Figure(few_of(rule, at=at)), Figure(few_of(rule, at=soon)))


def runs_page(*, rule: Rule | None = None, after: str | None = None, before: str | None = None) -> Page[Run]:
    """What went, the latest first."""
    runs = Run.objects.all() if rule is None else Run.objects.filter(rule=rule)
    return keyset_page(runs, ("-started_at", "-id"), after=after, before=before, size=30)

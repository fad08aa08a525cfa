"""The kinds of conditions: which questions each can ask, and what values it takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Q, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation.actors import Actor

Words = str | Promise
Choice = tuple[str, Words]
LONGEST_AMOUNT = 10_000


class Operator(TextChoices):
    """What a condition asks about its value."""

    ANY_OF = "any_of", pgettext_lazy("condition", "is one of")
    NONE_OF = "none_of", pgettext_lazy("condition", "is none of")
    ALL_OF = "all_of", pgettext_lazy("condition", "has all of")
    CONTAINS = "contains", pgettext_lazy("condition", "contains")
    LACKS = "lacks", pgettext_lazy("condition", "does not contain")
    OLDER = "older", pgettext_lazy("condition", "longer ago than")
    YOUNGER = "younger", pgettext_lazy("condition", "not longer ago than")
    WITHIN = "within", pgettext_lazy("condition", "within the next")
    BEYOND = "beyond", pgettext_lazy("condition", "later than in")
    PAST = "past", pgettext_lazy("condition", "is past")
    BEFORE = "before", pgettext_lazy("condition", "before the day")
    SINCE = "since", pgettext_lazy("condition", "on the day or later")
    AT_LEAST = "at_least", pgettext_lazy("condition", "at least")
    AT_MOST = "at_most", pgettext_lazy("condition", "at most")
    SET = "set", pgettext_lazy("condition", "is known")
    EMPTY = "empty", pgettext_lazy("condition", "is not known")
    YES = "yes", pgettext_lazy("condition", "yes")
    NO = "no", pgettext_lazy("condition", "no")


class Kind(StrEnum):
    """What sort of value a condition compares with, which decides its control in the builder."""

    CHOICE = "choice"
    LIST = "list"
    TAGS = "tags"
    WORDS = "words"
    AGO = "ago"
    AHEAD = "ahead"
    DATE = "date"
    NUMBER = "number"
    AMOUNT = "amount"
    CHECK = "check"


class Unit(TextChoices):
    """What an amount of time is counted in."""

    MINUTES = "minutes", _("minutes")
    HOURS = "hours", _("hours")
    DAYS = "days", _("days")


OPERATORS: dict[Kind, tuple[Operator, ...]] = {
    Kind.CHOICE: (Operator.ANY_OF, Operator.NONE_OF),
    Kind.LIST: (Operator.ANY_OF, Operator.NONE_OF),
    Kind.TAGS: (Operator.ANY_OF, Operator.ALL_OF, Operator.NONE_OF),
    Kind.WORDS: (Operator.CONTAINS, Operator.LACKS),
    Kind.AGO: (Operator.OLDER, Operator.YOUNGER, Operator.SET, Operator.EMPTY),
    Kind.AHEAD: (Operator.WITHIN, Operator.BEYOND, Operator.PAST, Operator.SET, Operator.EMPTY),
    Kind.DATE: (Operator.SINCE, Operator.BEFORE),
    Kind.NUMBER: (Operator.AT_LEAST, Operator.AT_MOST),
    Kind.AMOUNT: (Operator.AT_LEAST, Operator.AT_MOST),
    Kind.CHECK: (Operator.YES, Operator.NO),
}
WITHOUT_VALUE = {Operator.PAST, Operator.SET, Operator.EMPTY, Operator.YES, Operator.NO}


class Group(TextChoices):
    """How the builder orders what it offers."""

    STATE = "state", _("How it stands")
    PEOPLE = "people", _("Whose it is")
    CONTENT = "content", _("What it is about")
    AGO = "ago", _("How long ago, how soon")
    DAY = "day", _("On which day")
    FIELDS = "fields", _("Own fields")
    MAIL = "mail", _("The mail at the door")


@dataclass(frozen=True, kw_only=True)
class Looking:
    """For whom and when a condition is asked: “me” is the actor, “2 days ago” is counted from the moment."""

    actor: Actor
    at: datetime


ToQ = Callable[[Operator, Sequence[str], Looking], Q]
Holds = Callable[[Operator, Sequence[str], Any], bool]


def _nothing(_operator: Operator, _values: Sequence[str], _looking: Looking) -> Q:
    """What is asked in memory fits nothing in the database."""
    return Q(pk__in=[])


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One thing about conversations that can be asked.

    `q` makes a question to the database of an operator and its values; `holds` asks what is in memory instead, such as
    a mail that has no conversation yet. `options` are the values that can be chosen
    now; what was chosen and is no longer among them has gone. `standing` are those that never go.
    """

    key: str
    label: Words
    kind: Kind
    group: Group
    q: ToQ = field(default=_nothing, repr=False)
    holds: Holds | None = field(default=None, repr=False)
    options: Callable[[], list[Choice]] | None = field(default=None, repr=False)
    is_kept: bool = True

    @property
    def operators(self) -> tuple[Operator, ...]:
        """What can be asked."""
        return OPERATORS[self.kind]


def span_of(values: Sequence[str]) -> timedelta:
    """An amount and its unit as a span of time."""
    amount, unit = values
    return timedelta(**{unit: int(amount)})

"""Open clocks follow what policies ask about: they are put under the policy that matches by now."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from pult.conversations.queries import one_of_all
from pult.conversations.types import Priority
from pult.sla import queries
from pult.sla.models import Clock
from pult.sla.types import FIELD

from .clocks import follow_priority

OF_CUSTOMERS = frozenset({"customer", "company"})


def follow_conversation(pk: int, asked: str, *, at: datetime | None = None) -> int:
    """A condition of one conversation may hold otherwise than before; returns how many conversations were looked at."""
    return _follow({asked}, Q(conversation=pk), at)


def follow_customers(*pks: int, at: datetime | None = None) -> int:
    """Customers have another company, other addresses or other fields."""
    return _follow(OF_CUSTOMERS | {FIELD}, Q(conversation__customer__in=pks), at)


def follow_company(pk: int, *, at: datetime | None = None) -> int:
    """A company has another name or other fields."""
    return _follow({"company", FIELD}, Q(conversation__customer__company=pk), at)


def _follow(asked: set[str] | frozenset[str], whose: Q, at: datetime | None) -> int:
    """Nothing is looked for where no policy asks."""
    known = {FIELD if key.startswith(FIELD) else key for key in queries.asked_about()}
    if not known & asked:
        return 0
    at, followed = at or timezone.now(), 0
    owed = Clock.objects.unstopped().filter(whose).order_by("conversation")
    for pk in list(owed.values_list("conversation", flat=True).distinct()):
        if (conversation := one_of_all(pk)) is not None:
            follow_priority(conversation, Priority(conversation.priority), at=at)
            followed += 1
    return followed

"""What stands in a saved view, and how many, without ever reading the whole table."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from pult.conversations.conditions import Filter, Looking
from pult.conversations.models import Conversation, ConversationQuerySet
from pult.conversations.types import ViewOrder
from pult.foundation.errors import DomainError

T = TypeVar("T")
# Among more open conversations than these nobody counts; the newest ones are looked at.
MOST_LOOKED_AT = 10_000
PATIENCE_MS = 4_000

ORDERS: dict[str, tuple[str, ...]] = {
    ViewOrder.NEWEST: ("-activity_at", "-id"),
    ViewOrder.OLDEST: ("activity_at", "id"),
    ViewOrder.LATEST: ("-id",),
    ViewOrder.FIRST: ("id",),
    ViewOrder.WAITING: ("waiting_since", "id"),
    ViewOrder.DUE: ("due_at", "id"),
}
ONLY = {
    ViewOrder.WAITING: Q(waiting_since__isnull=False),
    ViewOrder.DUE: Q(due_at__isnull=False),
}


class TooMuch(DomainError):
    """A view would have to look through too much; nobody else waits for it."""

    code = "too_much"


def fitting(conditions: Filter, looking: Looking, *, order: str = ViewOrder.NEWEST) -> ConversationQuerySet:
    """The conversations that this actor may read and that fit, and have a place in this order."""
    seen = Conversation.objects.visible_to(looking.actor).genuine()
    # What is unresolved is said once more as the partial indexes say it, so that they serve.
    seen = seen.unresolved() if conditions.is_unresolved else seen.filter(merged_into=None)
    return seen.filter(ONLY.get(ViewOrder(order), Q()), conditions.q(looking))


@contextmanager
def bounded(milliseconds: int = PATIENCE_MS) -> Iterator[None]:
    """Ask no longer than this; then it is said that the question was too big."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])
            yield
            cursor.execute("SELECT set_config('statement_timeout', '0', true)")
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            sentence = _("This view looks through too many conversations. Add a condition that leaves fewer.")
            raise TooMuch(sentence) from error
        raise


def counts_among(views: Mapping[T, Filter], looking: Looking, *, most: int) -> dict[T, int]:
    """How many open conversations fit each of these views, in one look at the newest open ones."""
    if not views:
        return {}
    newest = Conversation.objects.visible_to(looking.actor).genuine().unresolved()
    among = newest.order_by("-activity_at", "-id")[:MOST_LOOKED_AT]
    fits = {f"view_{place}": _fits(one, looking) for place, one in enumerate(views.values())}
    counted = Conversation.objects.filter(pk__in=among.values("pk")).aggregate(**fits)
    return {key: min(counted[f"view_{place}"], most + 1) for place, key in enumerate(views)}


def _fits(conditions: Filter, looking: Looking) -> Count:
    return Count(Case(When(conditions.q(looking), then=Value(1)), output_field=IntegerField()))

"""Which messages answer a query, newest first, as far as somebody may read them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value

from pult.conversations.models import Conversation, MessageIndex, closed_to
from pult.conversations.types import Right
from pult.customers.models import CUSTOMERS, Company, Customer
from pult.foundation import restricting
from pult.foundation.actors import Actor
from pult.foundation.database import kept
from pult.foundation.text.fields import Looked, Title, holding, plain_codes
from pult.foundation.text.frequency import frequencies, worth_a_look
from pult.foundation.text.query import Either, Query, Without, Word
from pult.inboxes.models import INBOXES, Inbox

from .readers import scope, stand_in

MOST_LOOKED_AT = 2_000
NEWEST = 4_000
# Among more words than these nobody looks row by row.
MOST_CHOICES = 50
ALL = 1 << 62

Match = tuple[int, int]

WITH_WORDS = kept.Kept(tuple)


def newest_matches(actor: Actor, asked: Query, *, older_than: int | None, limit: int) -> Iterator[Match]:
    """Matching messages, newest first, fetched a portion at a time: several may belong to one conversation."""
    if not (actor.has(Right.READ_ALL) or (actor.is_person and actor.has(Right.READ))):
        return
    portion, seen, end = limit * 2, 0, ALL if older_than is None else older_than
    reach = _reach(asked, limit=limit, portion=portion, is_first=older_than is None)
    while seen < MOST_LOOKED_AT:
        start = _start(end, reach) if reach else 0
        rows = _looked(actor, asked, (start, end), portion) if reach else _fetched(actor, asked, end, portion)
        yield from rows
        is_full = len(rows) == portion
        if not is_full and not start:
            return
        # Fewer than chance alone would have it: the rest is fetched.
        reach = reach if is_full else 0
        seen, end, portion = seen + len(rows), rows[-1][0] if is_full else start + 1, portion * 2


def newest_titles(actor: Actor, asked: Query, *, limit: int) -> list[int]:
    """The newest conversations whose title answers the query."""
    index = readable(actor)
    held = Q(*(holding(Query((term,))) for term in asked.terms if not isinstance(term, Without)))
    if frequencies(MessageIndex, "codes").is_frequent(asked, limit=limit):
        # Many texts say it, titles perhaps not: nobody waits while they are walked through to the first one.
        index = index.filter(Looked(held), message_id__gt=_newest() - NEWEST)
    else:
        index = index.filter(held)
    titled = index.annotate(title=Title(F("codes"))).filter(holding(asked, "title"))
    return list(titled.order_by("-message_id").values_list("conversation_id", flat=True)[:limit])


def readable(actor: Actor) -> "QuerySet[MessageIndex]":
    """The words of the messages that this person may read."""
    index = MessageIndex.objects.all()
    if actor.has(Right.READ_ALL):
        asked = any(restricting.may_be_closed(kind, actor) for kind in (INBOXES, CUSTOMERS))
        return index.filter(Looked(_is_open_to(actor))) if asked else index
    # One value for each match, by its key: asked whether there is one, PostgreSQL would fetch all of a department.
    seen = Conversation.objects.visible_to(actor).filter(pk=OuterRef("conversation"))
    return index.filter(Looked(Subquery(seen.values(is_seen=Value(value=True)))))


def _is_open_to(actor: Actor) -> Q:
    """Not restricted to others. Each match is tried for itself, where anything is."""
    shut = Conversation.objects.filter(closed_to(actor), pk=OuterRef("conversation_id"))
    kinds = (Inbox.objects, Customer.objects, Company.objects)
    nothing = [Q(~Exists(kind.closed_to(actor))) for kind in kinds]
    return Q(*nothing) | Q(~Exists(shut))


def _reach(asked: Query, *, limit: int, portion: int, is_first: bool) -> int:
    """How far back to look at messages one by one; 0 where all that match are better fetched by the index."""
    known = frequencies(MessageIndex, "codes")
    if any(isinstance(term, Either) and len(term.choices) > MOST_CHOICES for term in asked.terms):
        return 0
    if known.is_frequent(asked, limit=limit):
        return max(NEWEST, int(4 * portion / known.share(asked)))
    return NEWEST if is_first and worth_a_look(asked, index=MessageIndex, **_AMONG, wanted=portion) else 0


_AMONG: dict[str, Any] = {"column": "codes", "among": NEWEST}


def _start(end: int, reach: int) -> int:
    return max(0, min(end, _newest() + 1) - reach)


def _newest() -> int:
    return MessageIndex.objects.aggregate(newest=Max("message_id"))["newest"] or 0


def _looked(actor: Actor, asked: Query, between: tuple[int, int], most: int) -> list[Match]:
    """Matches among the messages of a stretch, tried one by one: what is said often is found at once."""
    start, end = between
    tried = readable(actor).filter(Looked(holding(asked)), message_id__gt=start, message_id__lt=end)
    return list(tried.order_by("-message_id").values_list("message_id", "conversation_id")[:most])


def _fetched(actor: Actor, asked: Query, end: int, most: int) -> list[Match]:
    """All matches by the index, then sorted: what is said seldom is found at once."""
    if not all(isinstance(term, Word) for term in asked.terms):
        return list(_sorted(readable(actor).filter(holding(asked)), end)[:most])

    def build(slots: Mapping[str, Any]) -> "QuerySet[Any]":
        index = readable(stand_in(actor, slots)).filter(codes__all=slots["codes"])
        return _sorted(index, slots["end"])[:most]

    values: dict[str, kept.Value] = {"codes": plain_codes(asked), "end": end, "person": actor.person_id}
    return WITH_WORDS.ask((scope(actor), most), build, values)


def _sorted(matching: "QuerySet[MessageIndex]", end: int) -> "QuerySet[Any]":
    # The order is not that of the index, or PostgreSQL might walk along it to the rare match.
    older = matching.filter(message_id__lt=end).order_by((F("message_id") + 0).desc())
    return older.values_list("message_id", "conversation_id")

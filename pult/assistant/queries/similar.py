"""Solved conversations in which the same was said.

Words that are sought singly, because few messages hold them, and pairs of the others decide which messages are looked
at: whatever shares two words with a letter holds one of the former, or two of the latter.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

from django.db.models import Case, Expression, F, OuterRef, Q, QuerySet, Subquery, Value, When

from pult.conversations.models import Conversation, Message, MessageIndex
from pult.conversations.queries.readers import scope, stand_in
from pult.conversations.types import RESOLVED, MessageKind
from pult.foundation.actors import Actor
from pult.foundation.database.kept import Kept
from pult.foundation.database.kept import Value as Kind

LEAST_COMMON: Final = 2
MOST_LOOKED_AT: Final = 1_000
# Two words that must both stand are found by the index alone; what holds one of a few must be fetched and looked at.
MOST_SINGLE: Final = 60

_ALIKE: Final = """
    SELECT seen.id, seen.subject, seen.answer
    FROM (
        SELECT conversation_id, max(common) AS common FROM ({newest}) AS newest
        GROUP BY conversation_id HAVING max(common) >= {least}
    ) AS alike
    JOIN ({seen}) AS seen ON seen.id = alike.conversation_id
    ORDER BY alike.common DESC, seen.id DESC LIMIT {limit}
"""


@dataclass(frozen=True, slots=True)
class Similar:
    """A solved conversation in which the same was said, and what was answered there last."""

    conversation_id: int
    subject: str
    insert: str


@dataclass(frozen=True, slots=True)
class Told:
    """A word by its number, and in how many messages it likely stands."""

    code: int
    often: float


@dataclass(frozen=True, slots=True)
class Sought:
    """What decides which messages are looked at: words that are sought singly, and words beside one of some others."""

    single: tuple[int, ...]
    pairs: tuple[tuple[int, tuple[int, ...]], ...]


KEPT: Final = Kept(lambda row: _similar(*row))


def alike(
    words: Sequence[Told], *, actor: Actor, without: Conversation, among: float, limit: int
) -> list[Similar]:
    """The solved conversations that share most of these words, the newest first where as many are shared."""
    if len(words) < LEAST_COMMON or not any(scope(actor)[:2]):
        return []
    sought = deciding(words, among=among)
    lists = {f"word{at}": [one.code] for at, one in enumerate(words)}
    for at, (one, others) in enumerate(sought.pairs):
        lists |= {f"one{at}": [one], f"others{at}": list(others)}
    values: dict[str, Kind] = {"person": actor.person_id, "without": without.pk, **lists}
    if sought.single:
        values["single"] = list(sought.single)

    def build(slots: Mapping[str, Any]) -> tuple[str, list[Any]]:
        newest, told = _newest(slots, len(words), len(sought.pairs)).query.sql_with_params()
        seen, known = _seen(stand_in(actor, slots)).query.sql_with_params()
        statement = _ALIKE.format(newest=newest, seen=seen, least=LEAST_COMMON, limit=limit)
        return statement, [*told, *known]

    form = (scope(actor), limit, len(words), len(sought.pairs), bool(sought.single))
    return KEPT.ask(form, build, values)


def deciding(words: Sequence[Told], *, among: float) -> Sought:
    """As many words, then pairs of the others, as likely lead to few enough messages: the rarest first."""
    rarest = sorted(words, key=lambda one: (one.often, one.code))
    often = list(accumulate(one.often for one in rarest))
    single = bisect_right(often, MOST_SINGLE)
    room = MOST_LOOKED_AT - (often[single - 1] if single else 0.0)
    pairs: list[tuple[int, tuple[int, ...]]] = []
    for at in range(single, len(rarest) - 1):
        one, others = rarest[at], rarest[at + 1 :]
        room -= one.often * sum(other.often for other in others) / max(among, 1.0)
        # Something is always sought.
        if room >= 0 or not (single or pairs):
            pairs.append((one.code, tuple(other.code for other in others)))
    return Sought(tuple(one.code for one in rarest[:single]), tuple(pairs))


def _similar(key: int, subject: str, answer: str | None) -> Similar:
    return Similar(key, subject, answer or "")


def _newest(slots: Mapping[str, Any], words: int, pairs: int) -> "QuerySet[MessageIndex, Any]":
    """The newest messages that what decides leads to, with how many of the words each holds."""
    held = Q(codes__any=slots["single"]) if "single" in slots else Q()
    for at in range(pairs):
        held |= Q(codes__all=slots[f"one{at}"], codes__any=slots[f"others{at}"])
    index = MessageIndex.objects.filter(held).exclude(conversation=slots["without"])
    counted = index.annotate(common=_common(slots, words))
    # The order is not that of the index, or PostgreSQL might walk along it to the rare match.
    newest = counted.order_by((F("message_id") + 0).desc())[:MOST_LOOKED_AT]
    return newest.values_list("conversation_id", "common")


def _common(slots: Mapping[str, Any], words: int) -> Expression:
    parts = [
        Case(When(codes__all=slots[f"word{at}"], then=Value(1)), default=Value(0)) for at in range(words)
    ]
    total: Any = parts[0]
    for part in parts[1:]:
        total += part
    return total  # type: ignore[no-any-return]


def _seen(actor: Actor) -> "QuerySet[Conversation, Any]":
    """What this person may read and was solved, with the last answer of a person."""
    said = Message.objects.filter(
        conversation=OuterRef("pk"), kind=MessageKind.REPLY, author__isnull=False
    ).order_by("-pk")
    solved = Conversation.objects.visible_to(actor).genuine().filter(status__in=RESOLVED)
    return solved.annotate(answer=Subquery(said.values("text")[:1])).values_list("id", "subject", "answer")

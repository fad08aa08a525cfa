"""What a rule would have done in the past days, without doing any of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from pult.automation.facts import fact_named
from pult.automation.models import Rule
from pult.automation.operations.intake import meets, past_mail
from pult.automation.operations.ready import RULES
from pult.automation.operations.timing import due
from pult.conversations.models import Conversation
from pult.conversations.queries import Looking, Offered, bounded
from pult.foundation.actors import Actor
from pult.foundation.eventlog.models import EventRecord

DAYS = (7, 30)
MOST_FACTS = 5_000
MOST_SHOWN = 50
MOST_MAILS = 500


@dataclass(frozen=True, kw_only=True)
class Trial:
    """On which conversations a rule would have acted. `is_cut` when there was more to look at than was looked at."""

    days: int
    count: int
    rows: list[Conversation]
    does: list[str]
    is_cut: bool


def trial(rule: Rule, actor: Actor, *, days: int, at: datetime) -> Trial:
    """Look through the past days, as the conversations stand today; nothing is written.

    Raises TooMuch where that takes too long.
    """
    if rule.is_intake:
        return _tried_at_the_door(rule, actor, days=days, at=at)
    with bounded():
        keys, is_cut = _past(rule, days, at) if rule.is_trigger else _due(rule, at)
        seen = Conversation.objects.visible_to(actor).genuine().filter(pk__in=keys, merged_into=None)
        fitting = list(
            seen.filter(rule.filter.q(Looking(actor=RULES, at=at))).order_by("-activity_at", "-pk")[
                : MOST_FACTS + 1
            ]
        )
    offered = Offered()
    return Trial(
        days=days,
        count=len(fitting),
        rows=fitting[:MOST_SHOWN],
        does=[one.words(offered) for one in rule.chosen],
        is_cut=is_cut,
    )


def _tried_at_the_door(rule: Rule, actor: Actor, *, days: int, at: datetime) -> Trial:
    """Over the latest mails as they came, read again; held ones are counted, and have nothing to be shown."""
    past = past_mail(days=days, at=at, most=MOST_MAILS)
    met = [one for one in past if meets(rule, one.arriving)]
    keys = [one.conversation_id for one in met if one.conversation_id is not None]
    seen = Conversation.objects.visible_to(actor).of_service().filter(pk__in=keys[:MOST_FACTS])
    offered = Offered()
    return Trial(
        days=days,
        count=len(met),
        rows=list(seen.order_by("-activity_at", "-pk")[:MOST_SHOWN]),
        does=[one.words(offered) for one in rule.chosen],
        is_cut=len(past) == MOST_MAILS,
    )


def _past(rule: Rule, days: int, at: datetime) -> tuple[list[int], bool]:
    """The conversations of the latest facts that would have set the rule off."""
    since = at - timedelta(days=days)
    keys: dict[int, None] = {}
    is_cut = False
    for name in rule.facts:
        latest = EventRecord.objects.filter(name=name).order_by("-id").values_list("subject", "at", "data")
        rows = list(latest[:MOST_FACTS])
        is_cut = is_cut or (len(rows) == MOST_FACTS and rows[-1][1] >= since)
        keys |= dict.fromkeys(_conversations(name, rows, since))
    return list(keys), is_cut


def _conversations(
    name: str, rows: list[tuple[str, datetime, dict[str, object]]], since: datetime
) -> Iterator[int]:
    fact = fact_named(name)
    for subject, at, data in rows:
        kind, _colon, key = subject.partition(":")
        if fact and kind == "conversation" and at >= since and fact.counted(data):
            yield int(key)


def _due(rule: Rule, at: datetime) -> tuple[list[int], bool]:
    """Whatever a rule by the clock would deal with now."""
    found = [one.pk for one in islice(due(rule, at=at), MOST_FACTS)]
    return found, len(found) == MOST_FACTS

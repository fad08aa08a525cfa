"""Rules by the clock: whoever has stood like this for long enough is dealt with once."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from pult.automation.models import Firing, Rule, turn_of
from pult.automation.types import RuleKind, Since
from pult.calendars import queries as calendars
from pult.conversations.models import Conversation, ConversationQuerySet
from pult.conversations.operations.entries import hold
from pult.conversations.queries import Filter, Looking, bounded
from pult.conversations.types import UNRESOLVED, Status
from pult.foundation.errors import DomainError

from .ready import RULES, holds, ready
from .running import Chain

log = logging.getLogger(__name__)

BATCH = 100
MOST_ACTED = 500
MOST_LOOKED_AT = 5_000
# Beyond its time, what is solved is looked for so far back and no further.
LOOKS_BACK = timedelta(days=30)


def run_time_rules(*, at: datetime | None = None) -> int:
    """Let every rule by the clock act where its time has come. Returns how often one did."""
    at = at or timezone.now()
    count = 0
    for rule in Rule.objects.active().filter(kind=RuleKind.TIME).in_order():
        try:
            count += _run(rule, at)
        except DomainError as refusal:
            # One rule that looks through too much holds up no other.
            log.warning("Rule %s by the clock did not run: %s", rule.pk, refusal)
    return count


def _run(rule: Rule, at: datetime) -> int:
    count = 0
    for conversation in due(rule, at=at):
        count += act_once(rule, conversation.pk, at=at)
        if count >= MOST_ACTED:
            break
    return count


def due(rule: Rule, *, at: datetime, most: int = MOST_LOOKED_AT) -> Iterator[Conversation]:
    """The conversations whose time has come for this rule, in batches along the index of its moment."""
    column, last = Since(rule.since).value, None
    rows = waiting_for(rule, at=at).select_related("department__calendar").order_by(column, "pk")
    for _portion in range(most // BATCH):
        ahead = rows if last is None else rows.filter(_behind(column, last))
        with bounded():
            found = list(ahead[:BATCH])
        yield from (one for one in found if is_long_enough(rule, one, at=at))
        if len(found) < BATCH:
            return
        last = found[-1]


def _behind(column: str, last: Conversation) -> Q:
    moment = getattr(last, column)
    beyond = Q(**{f"{column}__gt": moment}) | Q(**{column: moment, "pk__gt": last.pk})
    return Q(**{f"{column}__gte": moment}) & beyond


def waiting_for(rule: Rule, *, at: datetime) -> ConversationQuerySet:
    """What meets the conditions and has stood for the time by the wall clock, and was not dealt with since."""
    column, conditions = Since(rule.since).value, rule.filter
    dealt_with = Firing.objects.filter(rule=rule.pk, conversation=OuterRef("pk"), turn=OuterRef(column))
    long_ago = Q(**{f"{column}__lte": at - rule.span})
    rows = _bounded(Conversation.objects.genuine(), conditions, column, at - rule.span)
    return rows.filter(long_ago, conditions.q(Looking(actor=RULES, at=at))).filter(~Exists(dealt_with))


def _bounded(
    rows: ConversationQuerySet, conditions: Filter, column: str, until: datetime
) -> ConversationQuerySet:
    """Open work stands in an index of its own; of the rest, what is not closed and not too long ago."""
    if conditions.is_unresolved:
        return rows.unresolved()
    standing = [str(status) for status in (*UNRESOLVED, Status.SOLVED)]
    back = {f"{column}__gte": until - LOOKS_BACK}
    return rows.filter(status__in=standing, merged_into=None, **back)


def is_long_enough(rule: Rule, conversation: Conversation, *, at: datetime) -> bool:
    """Whether the time has passed, in opening hours where the rule counts those."""
    since = turn_of(conversation, rule)
    if since is None:
        return False
    if not rule.in_opening_hours:
        return at - since >= rule.span
    return calendars.hours(conversation.department.calendar).between(since, at) >= rule.span


@transaction.atomic
def act_once(rule: Rule, conversation_id: int, *, at: datetime) -> bool:
    """Act, unless somebody else has upon this turn, or it stands differently by now."""
    conversation = hold(conversation_id)
    turn = turn_of(conversation, rule) if conversation is not None else None
    if conversation is None or turn is None or at - turn < rule.span:
        return False
    if not holds(rule, conversation_id, at=at):
        return False
    firing, is_new = Firing.objects.get_or_create(
        rule=rule, conversation=conversation, turn=turn, defaults={"at": at}
    )
    if is_new:
        chain = Chain(conversation_id=conversation_id, at=at, by=rule.actor.ref, ready=ready())
        chain.go(chain.fire(rule, firing=firing), depth=1)
    return is_new

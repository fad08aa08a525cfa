"""What a supervisor sees of the chats now: who waits, who serves whom, how full everybody is, and the day so far."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from pult.conversations.models import Conversation, ConversationQuerySet
from pult.foundation.actors import Actor
from pult.inboxes.types import Channel
from pult.routing.level import Ended, Level, level_of
from pult.routing.models import Offer, Wait
from pult.routing.types import Left, Result, Right, Rules
from pult.workforce.models import Department, Member
from pult.workforce.types import Presence

from .turns import AT_WORK
from .waiting import capacities, load_on, rules_by_department

MOST = 100


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Somebody who waits: since when, as which number, and to whom they are offered right now."""

    wait: Wait
    conversation: Conversation
    offered_to: str


@dataclass(frozen=True, kw_only=True)
class Running:
    """A chat that somebody serves, or the bot, and whose customer is there: since when."""

    conversation: Conversation
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Somebody who serves: how many chats of how many."""

    member: Member
    load: int
    capacity: int

    @property
    def is_full(self) -> bool:
        return bool(self.capacity) and self.load >= self.capacity


@dataclass(frozen=True, kw_only=True)
class Today:
    """One department's day so far."""

    department: Department
    level: Level
    within: int
    waiting: int
    longest: timedelta | None


@dataclass(frozen=True, kw_only=True)
class Floor:
    """Everything that happens in chats now."""

    waiting: list[Standing]
    running: list[Running]
    desks: list[Desk]
    days: list[Today]


def floor(actor: Actor, *, channel: Channel = Channel.CHAT, at: datetime | None = None) -> Floor:
    """The chats of now, as far as this person watches them."""
    if not actor.has(Right.WATCH):
        return Floor(waiting=[], running=[], desks=[], days=[])
    at = at or timezone.now()
    seen = Conversation.objects.visible_to(actor).genuine().filter(channel=channel)
    waiting = _waiting(seen)
    return Floor(
        waiting=waiting,
        running=_running(seen),
        desks=_desks(channel),
        days=_days(seen, channel, waiting, at=at),
    )


def _waiting(seen: ConversationQuerySet) -> list[Standing]:
    offers = Prefetch(
        "offers",
        Offer.objects.filter(result=Result.OPEN).select_related("member__person"),
        to_attr="open_offers",
    )
    found = Wait.objects.waiting().filter(conversation__in=seen).first_come().prefetch_related(offers)
    rows = found.select_related("conversation__customer", "department")[:MOST]
    return [
        Standing(wait=wait, conversation=wait.conversation, offered_to=", ".join(_asked(wait)))
        for wait in rows
    ]


def _asked(wait: Wait) -> list[str]:
    return [offer.member.name for offer in getattr(wait, "open_offers", [])]


def _running(seen: ConversationQuerySet) -> list[Running]:
    taken = Wait.objects.filter(conversation=OuterRef("pk"), outcome=Left.ANSWERED).order_by("-pk")
    served = seen.filter(status__in=AT_WORK, departure=None).filter(
        Q(assignee__isnull=False) | Q(is_with_bot=True)
    )
    rows = served.annotate(taken_at=Subquery(taken.values("left_at")[:1]))
    rows = rows.select_related("customer", "assignee__person", "department").order_by("-activity_at", "-pk")
    return [
        Running(conversation=one, since=getattr(one, "taken_at", None) or one.opened_at)
        for one in rows[:MOST]
    ]


def _desks(channel: Channel) -> list[Desk]:
    here = Member.objects.at_work().exclude(presence=Presence.OFFLINE)
    members = list(
        here.select_related("person").prefetch_related("departments").order_by("person__name", "pk")
    )
    room, load = capacities(channel, members), load_on(channel, [member.pk for member in members])
    return [Desk(member=member, load=load.get(member.pk, 0), capacity=room[member.pk]) for member in members]


def _days(
    seen: ConversationQuerySet, channel: Channel, waiting: Collection[Standing], *, at: datetime
) -> list[Today]:
    morning = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    over: dict[int, list[Ended]] = defaultdict(list)
    rows = Wait.objects.filter(channel=channel, left_at__gte=morning, conversation__in=seen)
    for department, outcome, entered, left in rows.values_list(
        "department_id", "outcome", "entered_at", "left_at"
    ):
        if left is not None:
            seconds = max((left - entered).total_seconds(), 0.0)
            over[department].append(Ended(outcome=Left(outcome), seconds=seconds))
    queues: dict[int, list[datetime]] = defaultdict(list)
    for one in waiting:
        queues[one.wait.department_id].append(one.wait.entered_at)
    rules = rules_by_department()
    departments = Department.objects.filter(pk__in={*over, *queues}).order_by("name", "pk")
    return [
        _today(one, over[one.pk], queues[one.pk], rules.get(one.pk, Rules()).answer_seconds, at=at)
        for one in departments
    ]


def _today(
    department: Department, ended: list[Ended], queue: list[datetime], within: int, *, at: datetime
) -> Today:
    return Today(
        department=department,
        level=level_of(ended, within=within),
        within=within,
        waiting=len(queue),
        longest=at - min(queue) if queue else None,
    )

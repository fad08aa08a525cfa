"""Questions about queues: who waits, who could take them, at which place somebody stands."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Exists, Max, OuterRef
from django.utils import timezone

from pult.conversations.models import Conversation
from pult.conversations.queries import restricted_among
from pult.inboxes.types import Channel
from pult.routing.bench import Bench
from pult.routing.models import Offer, QueueRules, Room, Turn, Wait
from pult.routing.turns import Candidate
from pult.routing.types import Left, Place, Reach, Result, Rules
from pult.workforce.models import Department, Member

from .turns import AT_WORK

RECENT = timedelta(days=14)
ENOUGH = 5
MOST = 50


def to_be_offered(channel: Channel) -> list[Wait]:
    """Those who wait and are offered to nobody right now, first come first. Their rows are held until the commit."""
    offered = Offer.objects.filter(wait=OuterRef("pk"), result=Result.OPEN)
    # Held, so that nobody is offered who leaves at the same moment.
    waits = Wait.objects.waiting().select_for_update(of=("self",), skip_locked=True, no_key=True)
    return list(waits.filter(~Exists(offered), channel=channel).first_come())


def bench_of(waits: Collection[Wait], channel: Channel) -> Bench:
    """Everybody who could take them, with what each carries, and what became of earlier offers."""
    missed: dict[int, dict[int, datetime]] = defaultdict(dict)
    declined: dict[int, dict[int, datetime]] = defaultdict(dict)
    earlier = Offer.objects.filter(wait__in=waits, result__in=[Result.MISSED, Result.DECLINED])
    for offer in earlier.order_by("pk"):
        kept = missed if offer.result == Result.MISSED else declined
        kept[offer.wait_id][offer.member_id] = offer.ended_at or offer.offered_at
    people, departments = _people(channel)
    rows = Conversation.objects.filter(waits__in=waits).select_related("inbox", "customer__company")
    spoken = {one.pk: one for one in rows.defer("customer__vector")}
    inside = restricted_among(spoken.values())
    return Bench(
        people=people,
        departments=departments,
        rules=rules_by_department(),
        missed=missed,
        declined=declined,
        languages={
            wait.pk: spoken[wait.conversation_id].language for wait in waits if wait.conversation_id in spoken
        },
        insiders={wait.pk: inside[wait.conversation_id] for wait in waits if wait.conversation_id in inside},
    )


def rules_by_department() -> dict[int, Rules]:
    """The rules of every department that has its own."""
    return {row.pk: row.rules for row in QueueRules.objects.all()}


def rules_of(department: Department) -> Rules:
    """How a department treats those who wait."""
    row = QueueRules.objects.filter(department=department).first()
    return row.rules if row else Rules()


def load_on(channel: Channel, members: Iterable[int]) -> dict[int, int]:
    """How many conversations of a channel each of these people has now, what is offered to them included.

    Whose customer has gone is not among them.
    """
    keys = list(members)
    theirs = Conversation.objects.genuine().unresolved().filter(status__in=AT_WORK, assignee__in=keys)
    carried = theirs.filter(channel=channel, departure=None).values("assignee_id").annotate(n=Count("pk"))
    load = {pk: n for pk, n in carried.values_list("assignee_id", "n") if pk}
    asked = Offer.objects.filter(member__in=keys, result=Result.OPEN, wait__channel=channel)
    for pk, n in asked.values("member_id").annotate(n=Count("pk")).values_list("member_id", "n"):
        load[pk] = load.get(pk, 0) + n
    return load


def capacities(channel: Channel, members: Collection[Member]) -> dict[int, int]:
    """How much of a channel each of these people takes at once; 0 for whoever takes none now."""
    rules = rules_by_department()
    rooms = {room.member_id: room for room in Room.objects.filter(channel=channel, member__in=members)}
    found = {}
    for member in members:
        room = rooms.get(member.pk)
        own = [rules.get(one.pk, Rules()).capacity for one in member.departments.all()]
        usual = max(own, default=Rules().capacity)
        found[member.pk] = 0 if room and not room.is_taking else (room and room.capacity) or usual
    return found


def is_anyone_here(department: Department, *, channel: Channel = Channel.CHAT) -> bool:
    """Whether somebody who could take a customer of this department is available, busy or not."""
    people, departments = _people(channel)
    bench = Bench(people=people, departments=departments, rules=rules_by_department())
    rules = bench.rules.get(department.pk, Rules())
    reach = Reach.EVERYBODY if rules.is_for_everybody else Reach.OVERFLOW
    return bool(bench.within(department.pk, reach))


def is_waiting(conversation: Conversation) -> bool:
    """Whether the customer stands in a queue now."""
    return Wait.objects.waiting().filter(conversation=conversation).exists()


def place_in_queue(conversation: Conversation, *, at: datetime | None = None) -> Place | None:
    """At which place the customer stands, and how long it may take; None when they wait no longer."""
    wait = Wait.objects.waiting().filter(conversation=conversation).first()
    if wait is None:
        return None
    line = Wait.objects.waiting().filter(channel=wait.channel, department=wait.department_id)
    number = line.filter(entered_at__lt=wait.entered_at).count() + 1
    return Place(number=number, wait_seconds=_estimate(wait, number, at=at or timezone.now()))


def _estimate(wait: Wait, number: int, *, at: datetime) -> int | None:
    """The usual length of a chat, times the place, over how many are served at once; None when that is not known."""
    recent = (
        Wait.objects.filter(department=wait.department_id, channel=wait.channel, outcome=Left.ANSWERED)
        .filter(left_at__gt=at - RECENT, conversation__solved_at__isnull=False)
        .order_by("-left_at")
    )
    lengths = [
        (solved - left).total_seconds()
        for left, solved in recent.values_list("left_at", "conversation__solved_at")[:MOST]
        if left and solved and solved > left
    ]
    people, departments = _people(Channel(wait.channel))
    here = Bench(people=people, departments=departments).within(wait.department_id, Reach.OWN)
    seats = sum(one.capacity for one in here)
    if len(lengths) < ENOUGH or not seats:
        return None
    return round(median(lengths) * number / seats)


def _people(channel: Channel) -> tuple[dict[int, Candidate], dict[int, frozenset[int]]]:
    """Everybody available who takes this channel, and where they work."""
    members = list(Member.objects.available().prefetch_related("departments").order_by("pk"))
    room = capacities(channel, members)
    taking = [member for member in members if room[member.pk]]
    load = load_on(channel, [member.pk for member in taking])
    turns = Turn.objects.filter(member__in=taking).values("member_id").annotate(last=Max("given_at"))
    last = dict(turns.values_list("member_id", "last"))
    people = {
        member.pk: Candidate(
            member_id=member.pk,
            capacity=room[member.pk],
            load=load.get(member.pk, 0),
            languages=frozenset(member.languages),
            last_given_at=last.get(member.pk),
        )
        for member in taking
    }
    departments = {
        member.pk: frozenset(department.pk for department in member.departments.all()) for member in taking
    }
    return people, departments

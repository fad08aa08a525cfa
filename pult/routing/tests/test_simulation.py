"""A busy hour in random order: nobody waits behind later comers, nobody is over their room, no chat is with two."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pult.routing.bench import Bench
from pult.routing.models import Wait
from pult.routing.turns import Candidate
from pult.routing.types import Reach, Rules

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SUPPORT, BILLING = 1, 2


class Hour:
    """The queue as a few lists, driven by the same rules as the real one."""

    def __init__(self, people, rules):
        self.at, self.rules, self.waits, self.offers, self.serves = NOON, rules, [], {}, {}
        self.people, self.asked, self.taken, self.given_up = people, {}, {}, []

    def bench(self):
        people = {
            pk: Candidate(
                member_id=pk,
                capacity=room,
                load=len(self.serves.get(pk, [])) + sum(one == pk for one in self.offers.values()),
                languages=frozenset(),
                last_given_at=None,
            )
            for pk, (_, room) in self.people.items()
        }
        return Bench(
            people=people,
            departments={pk: frozenset({department}) for pk, (department, _) in self.people.items()},
            rules={SUPPORT: self.rules, BILLING: Rules()},
            missed=self.asked,
        )

    def come(self, department):
        self.waits.append(
            Wait(pk=len(self.waits) + len(self.taken) + len(self.given_up) + 1, department_id=department)
        )
        self.waits[-1].entered_at = self.at

    def round(self):
        bench = self.bench()
        for wait in list(self.waits):
            if wait.pk in self.offers:
                continue
            step = bench.next_step(wait, at=self.at)
            if step.reach is None:
                self.waits.remove(wait)
                self.given_up.append(wait)
                continue
            wait.reach = step.reach
            if step.member_id is not None:
                assert bench.people[step.member_id].has_room
                self.offers[wait.pk] = step.member_id
                bench.seat(step.member_id, at=self.at)
        for pk, (_, room) in self.people.items():
            carried = len(self.serves.get(pk, [])) + sum(one == pk for one in self.offers.values())
            assert carried <= room

    def accept(self, wait):
        member = self.offers.pop(wait.pk)
        assert wait.pk not in self.taken
        self.taken[wait.pk] = member
        self.serves.setdefault(member, []).append(wait.pk)
        self.waits.remove(wait)

    def miss(self, wait):
        member = self.offers.pop(wait.pk)
        wait.misses += 1
        self.asked.setdefault(wait.pk, {})[member] = self.at


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.integers(1, 5),
        st.tuples(st.sampled_from([SUPPORT, BILLING]), st.integers(1, 3)),
        min_size=1,
    ),
    st.lists(st.sampled_from(["come", "come elsewhere", "accept", "miss", "end", "wait"]), max_size=60),
)
def test_a_busy_hour_is_fair(people, happenings):
    hour = Hour(people, Rules(overflow_id=BILLING))
    for what in happenings:
        hour.at += timedelta(seconds=15)
        offered = [wait for wait in hour.waits if wait.pk in hour.offers]
        match what:
            case "come" | "come elsewhere":
                hour.come(SUPPORT if what == "come" else BILLING)
            case "accept" if offered:
                hour.accept(offered[0])
            case "miss" if offered:
                hour.miss(offered[0])
            case "end" if any(hour.serves.values()):
                next(chats for chats in hour.serves.values() if chats).pop()
        hour.round()
    # Whoever of one department came first is never left standing while somebody later is asked in the same circle.
    by_department: dict[tuple[int, str], list[bool]] = {}
    for wait in hour.waits:
        by_department.setdefault((wait.department_id, wait.reach), []).append(wait.pk in hour.offers)
    for (_, reach), asked in by_department.items():
        assert reach in Reach.values
        assert asked == sorted(asked, reverse=True) or any(wait.misses for wait in hour.waits)


@settings(max_examples=40)
@given(st.integers(1, 30), st.integers(1, 4))
def test_everybody_is_served_in_the_end(customers, room):
    hour = Hour({1: (SUPPORT, room)}, Rules(give_up_seconds=7200))
    for _ in range(customers):
        hour.come(SUPPORT)
    for _ in range(customers):
        hour.round()
        offered = [wait for wait in hour.waits if wait.pk in hour.offers]
        hour.accept(offered[0])
        hour.serves[1].pop()
    assert list(hour.taken) == sorted(hour.taken)
    assert len(hour.taken) == customers

"""Rules by the clock: in time, once a turn, in opening hours, and tidied after."""

from datetime import UTC, datetime, time, timedelta

import pytest

from pult.automation import operations
from pult.automation.models import Firing, Rule
from pult.automation.operations.timing import act_once
from pult.automation.types import KEPT_FOR, RuleKind, Since
from pult.calendars import operations as calendars
from pult.calendars.types import Interval
from pult.conversations import operations as conversations
from pult.conversations.acts import Chosen
from pult.conversations.conditions import Filter
from pult.conversations.conditions import Rule as Asked
from pult.conversations.conditions.kinds import Unit
from pult.conversations.types import Status
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.workforce.models import Department

NOON = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)  # a Friday
PENDING = Asked(field="status", operator="any_of", values=("pending",))
SOLVED = Asked(field="status", operator="any_of", values=("solved",))


def by_clock(kettle, name, *acts, every=(PENDING,), amount=2, unit=Unit.DAYS, **how):
    wording = operations.Wording(
        name=name,
        conditions=Filter(every=tuple(every)),
        acts=tuple(Chosen(*one) for one in acts),
        amount=amount,
        unit=unit,
        **how,
    )
    return operations.save_rule(Rule(kind=RuleKind.TIME), wording, by=kettle.lea.actor)


@pytest.fixture
def asked(kettle):
    """Ana has asked back on a Friday at noon."""
    conversation = kettle.conversation(at=NOON - timedelta(hours=1))
    kettle.reply(conversation, "Which kettle is it?", then=Status.PENDING, at=NOON)
    return conversation


def test_it_acts_when_the_time_has_come_and_once(kettle, asked):
    by_clock(kettle, "Label", ("add_tags", "silent"))
    assert operations.run_time_rules(at=NOON + timedelta(days=2, seconds=-1)) == 0
    assert operations.run_time_rules(at=NOON + timedelta(days=2)) == 1
    assert operations.run_time_rules(at=NOON + timedelta(days=9)) == 0
    asked.refresh_from_db()
    assert asked.tags == ["silent"]


def test_two_at_once_act_once(kettle, asked):
    rule, at = by_clock(kettle, "Label", ("add_tags", "silent")), NOON + timedelta(days=3)
    assert act_once(rule, asked.pk, at=at) is True
    assert act_once(rule, asked.pk, at=at) is False
    assert Firing.objects.count() == 1


def test_whoever_writes_again_begins_a_new_turn(kettle, asked):
    by_clock(kettle, "Label", ("note", "Still silent"))
    operations.run_time_rules(at=NOON + timedelta(days=2))
    kettle.mail("carl@example.org", claimed=asked.pk, at=NOON + timedelta(days=3))
    kettle.settle()
    asked.refresh_from_db()
    conversations.set_pending(asked, by=kettle.ana.actor, at=NOON + timedelta(days=3))
    assert operations.run_time_rules(at=NOON + timedelta(days=4)) == 0
    assert operations.run_time_rules(at=NOON + timedelta(days=5)) == 1


def test_a_warning_comes_before_the_end(kettle, asked):
    soon = Asked(field="tags", operator="all_of", values=("closing-soon",))
    late = Asked(field="tags", operator="none_of", values=("closing-soon",))
    warning = [("reply", "Do you still need help?"), ("add_tags", "closing-soon")]
    by_clock(kettle, "Warn", *warning, every=(PENDING, late), amount=3)
    by_clock(kettle, "End", ("status", "solved"), every=(PENDING, soon), amount=2)
    seen = []
    for day in range(1, 8):
        operations.run_time_rules(at=NOON + timedelta(days=day))
        asked.refresh_from_db()
        seen.append(asked.status)
    assert seen == ["pending"] * 4 + ["solved"] * 3


def test_opening_hours_are_counted_where_they_are_asked_for(kettle, asked):
    week = {day: [Interval.of(time(9), time(17))] for day in range(5)}
    calendar = calendars.open_calendar("Office", zone="UTC", week=week, by=SYSTEM)
    Department.objects.update(calendar=calendar)
    by_clock(kettle, "Label", ("add_tags", "silent"), amount=8, unit=Unit.HOURS, in_opening_hours=True)
    # Five hours on Friday; the other three have passed on Monday at noon.
    assert operations.run_time_rules(at=NOON + timedelta(days=3, seconds=-1)) == 0
    assert operations.run_time_rules(at=NOON + timedelta(days=3)) == 1


def test_how_long_the_customer_has_waited(kettle):
    conversation = kettle.conversation(at=NOON)
    new = Asked(field="status", operator="any_of", values=("new", "open"))
    by_clock(
        kettle, "Waits", ("priority", "high"), every=(new,), amount=4, unit=Unit.HOURS, since=Since.WAITING
    )
    assert operations.run_time_rules(at=NOON + timedelta(hours=4)) == 1
    conversation.refresh_from_db()
    assert conversation.priority == "high"


def test_what_is_solved_is_looked_for_not_too_long_ago(kettle, asked):
    conversations.solve(asked, by=kettle.ana.actor, at=NOON)
    by_clock(kettle, "Close", ("status", "closed"), every=(SOLVED,), amount=7)
    assert operations.run_time_rules(at=NOON + timedelta(days=60)) == 0
    assert operations.run_time_rules(at=NOON + timedelta(days=8)) == 1
    asked.refresh_from_db()
    assert asked.status == Status.CLOSED


def test_a_rule_by_the_clock_needs_a_condition(kettle):
    with pytest.raises(Invalid):
        by_clock(kettle, "All", ("priority", "low"), every=())


def test_the_log_is_forgotten_but_not_what_keeps_a_rule_from_acting_twice(kettle, asked):
    rule = by_clock(kettle, "Label", ("add_tags", "silent"))
    operations.run_time_rules(at=NOON + timedelta(days=2))
    Firing.objects.create(rule=rule, conversation=asked, at=NOON)
    assert operations.forget_firings(at=NOON + KEPT_FOR + timedelta(days=3)) == 1
    assert operations.run_time_rules(at=NOON + KEPT_FOR) == 0

"""The clocks of conversations, from the first mail to the last solution."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from pult.calendars import operations as calendars
from pult.calendars.types import Interval
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.types import Priority, Status
from pult.customers.models import Customer
from pult.foundation.actors import SYSTEM, Actor, Kind
from pult.foundation.eventlog.models import EventRecord
from pult.metrics import queries as ledger
from pult.metrics.types import Period
from pult.sla import jobs, operations, queries
from pult.sla.measures import ATTAINMENT, KEPT
from pult.sla.models import Clock, Policy
from pult.sla.types import Target
from pult.workforce.models import Department

pytestmark = pytest.mark.django_db

ZAGREB = ZoneInfo("Europe/Zagreb")
HOUR = timedelta(hours=1)
OFFICE = {day: [Interval.of(time(8), time(16))] for day in range(5)}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=ZAGREB)


@pytest.fixture
def office(kettle):
    """The department keeps office hours; four hours for a first answer, twenty for a solution."""
    calendar = calendars.open_calendar("Office", zone="Europe/Zagreb", week=OFFICE, by=SYSTEM)
    Department.objects.update(calendar=calendar)
    promises = {(Target.FIRST_RESPONSE, one): 4 * HOUR for one in Priority}
    promises |= {(Target.NEXT_RESPONSE, one): 2 * HOUR for one in Priority}
    promises |= {(Target.RESOLUTION, one): 20 * HOUR for one in Priority}
    promises[Target.FIRST_RESPONSE, Priority.URGENT] = HOUR
    operations.set_promises(Policy.objects.get(), promises=promises, by=SYSTEM)
    return calendar


def clock(conversation, target=Target.FIRST_RESPONSE) -> Clock:
    return Clock.objects.filter(conversation=conversation, target=target).latest("pk")


def kept(metric=ATTAINMENT) -> tuple[int, int]:
    """Promises kept, and all that were decided."""
    figure = ledger.summary(metric, Period(datetime(2026, 11, 1).date(), datetime(2026, 12, 31).date()))
    return round((figure.value or 0) * figure.count), figure.count


def missed() -> list[str]:
    records = EventRecord.objects.filter(name="target.missed").order_by("pk")
    return [record.data["target"] for record in records]


def shown(conversation) -> tuple[datetime | None, str]:
    conversation.refresh_from_db()
    return conversation.due_at, conversation.due_target


def test_a_friday_mail_is_due_on_monday(kettle, office):
    conversation = kettle.conversation(at=at("20T15:12"))
    assert shown(conversation) == (at("23T11:12"), Target.FIRST_RESPONSE)
    assert clock(conversation, Target.RESOLUTION).due_at == at("25T11:12")


def test_an_answer_in_time_keeps_the_promise_and_shows_the_next_one(kettle, office):
    conversation = kettle.conversation(at=at("20T15:12"))
    kettle.reply(conversation, at=at("23T11:12"))
    assert clock(conversation).stopped_at == at("23T11:12")
    assert clock(conversation).counted == 4 * HOUR
    assert (kept(KEPT[Target.FIRST_RESPONSE]), missed()) == ((1, 1), [])
    assert shown(conversation) == (at("25T11:12"), Target.RESOLUTION)


def test_an_answer_too_late_breaks_it_even_if_nobody_looked(kettle, office):
    conversation = kettle.conversation(at=at("20T15:12"))
    kettle.reply(conversation, at=at("23T12:00"))
    assert clock(conversation).missed_at == at("23T11:12")
    assert (kept(), missed()) == ((0, 1), ["first_response"])


def test_a_passed_deadline_is_noticed_once_and_stays_broken(kettle, office):
    conversation = kettle.conversation(at=at("20T15:12"))
    assert operations.mark_missed(at=at("23T11:12")) == 0
    jobs.mark_missed(timestamp=int(at("23T11:13").timestamp()))
    assert operations.mark_missed(at=at("23T11:30")) == 0
    kettle.settle()
    assert shown(conversation) == (at("23T11:12"), Target.FIRST_RESPONSE)
    kettle.reply(conversation, at=at("23T12:00"))
    assert (kept(), missed()) == ((0, 1), ["first_response"])


def test_an_answer_whose_fact_is_still_on_the_way_is_not_missed(kettle, office):
    conversation = kettle.conversation(at=at("20T15:12"))
    conversations.reply(conversation, by=kettle.ana.actor, text="Soon.", at=at("23T11:00"))
    assert operations.mark_missed(at=at("23T11:13")) == 0
    kettle.settle()
    assert (kept(), missed()) == ((1, 1), [])


def test_many_passed_deadlines_are_noticed_in_small_steps(kettle, office):
    for _letter in range(5):
        kettle.conversation(at=at("16T09:00"))
    assert operations.mark_missed(at=at("30T09:00"), batch=3) == 10


def test_waiting_for_the_customer_stops_the_solution_and_not_the_answer(kettle, office):
    conversation = kettle.conversation(at=at("16T08:00"))
    conversations.set_pending(conversation, by=kettle.ana.actor, at=at("16T10:00"))
    kettle.settle()
    assert clock(conversation, Target.RESOLUTION).due_at is None
    assert clock(conversation).due_at == at("16T12:00")
    assert operations.mark_missed(at=at("27T09:00")) == 1
    conversations.reopen(conversation, by=kettle.ana.actor, at=at("27T08:00"))
    kettle.settle()
    assert clock(conversation, Target.RESOLUTION).due_at == at("27T08:00") + timedelta(days=4, hours=2)


def test_a_customer_who_writes_again_is_owed_the_next_response(kettle, office):
    conversation = kettle.conversation(at=at("16T08:00"))
    kettle.mail("carl@example.org", claimed=conversation.pk, at=at("16T08:30"))
    kettle.settle()
    assert not Clock.objects.filter(target=Target.NEXT_RESPONSE).exists()
    kettle.reply(conversation, at=at("16T09:00"))
    for minute in ("10", "40"):
        kettle.mail("carl@example.org", claimed=conversation.pk, at=at(f"16T09:{minute}"))
    kettle.settle()
    assert clock(conversation, Target.NEXT_RESPONSE).due_at == at("16T11:10")
    kettle.reply(conversation, at=at("16T10:00"))
    assert kept(KEPT[Target.NEXT_RESPONSE]) == (1, 1)


def test_a_solution_that_did_not_hold_counts_on_and_is_judged_again(kettle, office):
    conversation = kettle.conversation(at=at("16T08:00"))
    kettle.reply(conversation, then=Status.SOLVED, at=at("17T10:00"))
    assert kept(KEPT[Target.RESOLUTION]) == (1, 1)
    assert shown(conversation) == (None, "")
    conversations.reopen(conversation, by=kettle.ana.actor, at=at("19T08:00"))
    kettle.settle()
    assert kept(KEPT[Target.RESOLUTION]) == (0, 0)
    assert clock(conversation, Target.RESOLUTION).due_at == at("20T10:00")
    operations.mark_missed(at=at("30T09:00"))
    conversations.solve(conversation, by=kettle.ana.actor, at=at("30T10:00"))
    kettle.settle()
    assert kept(KEPT[Target.RESOLUTION]) == (0, 1)


def test_what_is_solved_without_an_answer_is_neither_kept_nor_broken(kettle, office):
    conversation = kettle.conversation(at=at("16T08:00"))
    conversations.solve(conversation, by=kettle.ana.actor, at=at("16T09:00"))
    kettle.settle()
    assert clock(conversation).is_void
    assert kept(KEPT[Target.FIRST_RESPONSE]) == (0, 0)
    assert operations.mark_missed(at=at("30T09:00")) == 0


def test_a_higher_priority_counts_from_its_moment(kettle, office):
    conversation = kettle.conversation(at=at("16T08:00"))
    conversations.set_priority(conversation, Priority.URGENT, by=kettle.ana.actor, at=at("16T10:00"))
    kettle.settle()
    assert clock(conversation).due_at == at("16T10:00")
    conversations.set_priority(conversation, Priority.LOW, by=kettle.ana.actor, at=at("16T11:00"))
    kettle.settle()
    assert missed() == ["first_response"]


def test_another_department_has_other_hours_and_the_time_is_summed(kettle, office):
    night = {day: [Interval.of(time(20), time(23))] for day in range(7)}
    late = calendars.open_calendar("Late", zone="Europe/Zagreb", week=night, by=SYSTEM)
    Department.objects.filter(pk=kettle.billing.pk).update(calendar=late)
    conversation = kettle.conversation(at=at("16T13:00"))
    conversations.transfer(
        conversation,
        to=Department.objects.get(pk=kettle.billing.pk),
        by=kettle.ana.actor,
        at=at("16T18:00"),
    )
    kettle.settle()
    assert clock(conversation).due_at == at("16T21:00")


def test_changed_opening_hours_move_running_deadlines_and_not_what_was_counted(kettle, office):
    conversation = kettle.conversation(at=at("16T15:00"))
    calendars.add_closed_days(
        office,
        first_on=datetime(2026, 11, 17).date(),
        reason="Burst pipe",
        by=SYSTEM,
        at=at("16T19:00"),
    )
    kettle.settle()
    assert shown(conversation) == (at("18T11:00"), Target.FIRST_RESPONSE)
    account = queries.account(clock(conversation), at=at("16T19:00"))
    assert account.explanation.due_at == at("18T11:00")
    assert any("Burst pipe" in line.sentence for line in account.lines)


def test_who_writes_first_owes_no_first_response(kettle, office):
    kettle.conversation(at=at("16T08:00"))
    conversation = conversations.open_conversation(
        Customer.objects.get(),
        inbox=kettle.inbox,
        subject="Your kettle",
        text="We found your lid.",
        by=kettle.ana.actor,
        at=at("16T12:00"),
    )
    kettle.settle()
    targets = list(Clock.objects.filter(conversation=conversation).values_list("target", flat=True))
    assert targets == [Target.RESOLUTION]
    operations.owe_response(conversation, at=at("16T13:00"))
    assert clock(conversation, Target.NEXT_RESPONSE).due_at == at("16T15:00")


def test_repeating_any_verb_changes_nothing(kettle, office):
    conversation = kettle.conversation(at=at("16T08:00"))
    before = list(Clock.objects.values())
    operations.start_clocks(conversation)
    operations.owe_response(conversation, at=at("16T08:00"))
    operations.follow_status(conversation, Status.OPEN, at=at("16T08:05"))
    operations.follow_priority(conversation, Priority.NORMAL, at=at("16T08:05"))
    operations.follow_hours(office, at=at("16T08:05"))
    assert list(Clock.objects.values()) == before
    operations.stop_responses(conversation, at=at("16T09:00"))
    operations.stop_responses(conversation, at=at("16T10:00"))
    assert kept() == (1, 1)


def test_role_plays_are_never_measured(kettle, office):
    conversation = kettle.mail("carl@example.org").conversation
    Conversation.objects.update(is_synthetic=True)
    kettle.settle()
    conversation.refresh_from_db()
    operations.owe_response(conversation)
    assert not Clock.objects.exists()


def test_without_a_promise_nothing_is_due(kettle):
    operations.set_promises(Policy.objects.get(), promises={}, by=SYSTEM)
    conversation = kettle.conversation()
    assert shown(conversation) == (None, "")
    Policy.objects.all().delete()
    operations.start_clocks(conversation)
    assert not Clock.objects.exists()


def test_stored_deadlines_and_their_accounts_agree(kettle, office):
    conversation = kettle.conversation(at=at("20T15:12"))
    conversations.set_priority(conversation, Priority.HIGH, by=kettle.ana.actor, at=at("20T15:30"))
    kettle.reply(conversation, at=at("23T09:00"), then=Status.PENDING)
    kettle.mail("carl@example.org", claimed=conversation.pk, at=at("24T09:00"))
    kettle.settle()
    accounts = queries.accounts(conversation, at=at("24T10:00"))
    assert [one.clock.target for one in accounts] == ["next_response", "resolution", "first_response"]
    for one in accounts:
        if one.clock.due_at:
            assert one.explanation.due_at == one.clock.due_at
        if one.clock.stopped_at:
            assert one.explanation.counted == one.clock.counted


def test_what_the_bot_says_keeps_no_promise(kettle, office):
    bot = Actor(kind=Kind.BOT, name="Kettle bot")
    conversation = kettle.conversation(at=at("16 09:00"))
    conversations.reply(conversation, by=bot, text="Is it plugged in?", at=at("16 09:01"))
    kettle.settle()
    assert clock(conversation).stopped_at is None
    operations.mark_missed(at=at("16 13:30"))
    assert missed() == [Target.FIRST_RESPONSE]


def test_the_bot_does_not_answer_for_somebody_who_owes_the_next_response(kettle, office):
    bot = Actor(kind=Kind.BOT, name="Kettle bot")
    conversation = kettle.conversation(at=at("16 09:00"))
    kettle.reply(conversation, at=at("16 09:30"))
    kettle.mail("carl@example.org", claimed=conversation.pk, at=at("16 10:00"))
    kettle.settle()
    conversations.reply(conversation, by=bot, text="One moment.", at=at("16 10:01"))
    kettle.settle()
    assert clock(conversation, Target.NEXT_RESPONSE).stopped_at is None
    kettle.reply(conversation, at=at("16 11:00"))
    assert clock(conversation, Target.NEXT_RESPONSE).stopped_at == at("16 11:00")

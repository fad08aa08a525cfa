"""The report of service levels: its numbers are those of the conversations' own clocks."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.metrics import queries as ledger
from pult.metrics.types import Period, metric_named
from pult.sla import operations as sla
from pult.sla.models import Clock, Decision, KeptDay, Policy
from pult.sla.queries import State
from tests.scene import scene

PAGE = "/app/reports/promises"
HOUR = timedelta(hours=1)


@pytest.fixture
@scene
def busy(kettle):
    """Answered in time, answered too late, never answered, solved and opened again, paused; over three days."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    begun = [
        kettle.conversation(f"carl{n}@example.org", at=now - timedelta(days=3 - n % 2)) for n in range(6)
    ]
    kettle.reply(begun[0], at=begun[0].opened_at + HOUR)
    kettle.reply(begun[1], at=begun[1].opened_at + 30 * HOUR)
    conversations.solve(begun[0], by=kettle.ana.actor, at=begun[0].opened_at + 2 * HOUR)
    kettle.settle()
    conversations.reopen(begun[0], by=kettle.ana.actor, at=begun[0].opened_at + 40 * HOUR)
    kettle.settle()
    conversations.solve(begun[1], by=kettle.ana.actor, at=begun[1].opened_at + 31 * HOUR)
    conversations.hold(begun[2], by=kettle.ana.actor, at=begun[2].opened_at + HOUR)
    conversations.transfer(begun[3], to=kettle.billing, by=kettle.ana.actor, note="Yours.")
    kettle.settle()
    sla.mark_missed(at=now)
    kettle.settle()
    return kettle


def told(page):
    total = page.context["report"].total.kept
    return (total.kept, total.missed, total.running, total.paused)


def by_hand():
    """The same, counted clock by clock."""
    clocks = list(Clock.objects.filter(is_void=False))
    missed = sum(one.missed_at is not None for one in clocks)
    kept = sum(one.missed_at is None and one.stopped_at is not None for one in clocks)
    owed = [one for one in clocks if one.missed_at is None and one.stopped_at is None]
    running = sum(one.is_running for one in owed)
    return (kept, missed, running, len(owed) - running)


def in_ledger():
    figure = ledger.summary(metric_named("sla.attainment"), Period.last(30, until=ledger.today()))
    kept = round((figure.value or 0) * figure.count)
    return (kept, figure.count - kept)


def test_the_numbers_are_those_of_the_clocks_and_of_the_figure(busy):
    page = busy.eva.client.get(PAGE)
    assert told(page) == by_hand()
    assert told(page)[:2] == in_ledger()
    assert min(by_hand()) > 0, "the story has one of each kind"


def test_adding_up_changes_nothing_and_neither_does_what_comes_after_it(busy):
    before = [told(busy.eva.client.get(PAGE, {"by": by})) for by in ("target", "week", "priority")]
    assert sla.add_up() > 0
    assert KeptDay.objects.exists()
    assert [told(busy.eva.client.get(PAGE, {"by": by})) for by in ("target", "week", "priority")] == before
    assert sla.add_up() == 0
    solved = Clock.objects.filter(target="resolution", stopped_at__isnull=False).earliest("pk").conversation
    conversations.reopen(solved, by=busy.ana.actor)
    busy.settle()
    assert told(busy.eva.client.get(PAGE)) == by_hand(), "a day that is over changes when it is decided anew"
    sla.add_up()
    assert told(busy.eva.client.get(PAGE)) == by_hand()
    Clock.objects.all().delete()
    assert told(busy.eva.client.get(PAGE)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "by", ["target", "policy", "department", "priority", "channel", "week", "month", "nonsense"]
)
def test_the_parts_give_the_whole(busy, by):
    report = busy.eva.client.get(PAGE, {"by": by}).context["report"]
    assert sum(row.kept.kept for row in report.rows) == report.total.kept.kept
    assert sum(row.kept.missed for row in report.rows) == report.total.kept.missed


@pytest.mark.parametrize("state", list(State))
def test_each_number_leads_to_the_very_promises(busy, state):
    page = busy.eva.client.get(PAGE)
    count = getattr(page.context["report"].total.kept, state.value)
    rows = busy.eva.client.get(f"{PAGE}/{state}").context["rows"]
    assert len(rows) == count
    assert {row.late.state for row in rows} == {state}
    answer = busy.eva.client.get(f"{PAGE}/{state}/table.csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(lines) == count + 1


@pytest.mark.parametrize(
    "narrow",
    [
        {"target": "resolution"},
        {"priority": "normal"},
        {"channel": "email"},
        {"policy": "1"},
        {"policy": "x"},
        {"target": "no"},
    ],
)
def test_a_narrowed_number_leads_to_as_many(busy, narrow):
    if narrow.get("policy") == "1":
        narrow = {"policy": str(Policy.objects.get().pk)}
    busy.eva.client.get(PAGE)
    total = busy.eva.client.get(PAGE, narrow).context["report"].total.kept
    counts = {str(one): len(busy.eva.client.get(f"{PAGE}/{one}", narrow).context["rows"]) for one in State}
    assert counts == {
        "kept": total.kept,
        "missed": total.missed,
        "running": total.running,
        "paused": total.paused,
    }


def test_what_was_decided_elsewhere_stays_there_and_is_not_shown_to_others(busy):
    mine = told(busy.lea.client.get(PAGE))
    assert mine[2] < by_hand()[2] or mine[1] < by_hand()[1]
    assert busy.ana.client.get(PAGE).status_code == 403
    shown = busy.eva.client.get(f"{PAGE}/missed").content.decode()
    assert "not yours to read" in shown
    assert "My kettle leaks" in busy.mila.client.get(f"{PAGE}/missed").content.decode()


def test_the_worst_come_first_with_their_explanation(busy):
    page = busy.mila.client.get(PAGE)
    late = [one.late.late for one in page.context["report"].worst]
    assert late == sorted(late, reverse=True)
    assert "/deadlines" in page.content.decode()


def test_clocks_that_were_decided_before_are_their_conversations(busy):
    Clock.objects.update(department=None, channel="", priority="")
    assert told(busy.eva.client.get(PAGE, {"channel": "email"})) == by_hand()
    for one in State:
        assert busy.eva.client.get(f"{PAGE}/{one}", {"channel": "email"}).context["rows"]


def test_a_state_that_is_none_is_not_found(kettle):
    assert kettle.eva.client.get(f"{PAGE}/forgotten").status_code == 404


def test_it_costs_the_same_whatever_the_past_holds(busy, django_assert_max_num_queries):
    for one in Clock.objects.filter(missed_at__isnull=False)[:1]:
        Decision.objects.bulk_create(Decision(at=one.missed_at) for _ in range(50))
    busy.mila.client.get(PAGE)
    with django_assert_max_num_queries(14):
        busy.mila.client.get(PAGE)

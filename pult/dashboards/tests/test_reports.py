"""The report pages."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.feedback import operations as feedback
from pult.feedback.models import Asked
from pult.feedback.types import Score
from pult.metrics import operations as ledger
from pult.metrics.types import metric_named
from tests.scene import scene

BOARD = "/app/reports/"


@pytest.fixture
@scene
def busy(kettle):
    """Four letters, three answers, two solutions, one rating."""
    now = timezone.now()
    for number in range(4):
        begun = kettle.conversation(f"carl{number}@example.org", at=now - timedelta(hours=9 - number))
        if number < 3:
            kettle.reply(begun, at=now - timedelta(hours=5))
        if number < 2:
            conversations.solve(begun, by=kettle.ana.actor, at=now - timedelta(hours=4))
    kettle.settle()
    asked = Asked.objects.first()
    feedback.mark_sent(asked, at=now - timedelta(hours=3))
    feedback.rate(asked, Score.GOOD, by=asked.customer.actor, comment="Quick.", at=now)
    kettle.settle()
    return kettle


def tiles(page):
    return {tile.key: tile for tile in page.context["board"].tiles}


def test_the_board_shows_what_happened(busy):
    page = busy.mila.client.get(BOARD)
    shown = tiles(page)
    assert page.status_code == 200
    assert shown["conversations.received"].value == "4"
    assert shown["conversations.solved"].value == "2"
    assert shown["conversations.backlog"].value == "2"
    assert shown["conversations.first_response"].count == 3
    assert shown["feedback.csat"].value == "100 %"
    assert "21 %" in shown["feedback.csat"].interval
    assert [row.name for row in page.context["board"].departments] == ["Support"]
    assert [row.name for row in page.context["board"].members] == ["Ana Horvat"]


def test_recommendation_and_effort_stand_beside_satisfaction_where_they_were_asked(busy):
    plain = busy.mila.client.get(BOARD)
    assert not {"feedback.nps", "feedback.ces"} & set(tiles(plain))
    now = timezone.now()
    for number, score in enumerate([10, 9, 9, 7, 2]):
        ledger.record(
            metric_named("feedback.nps"), key=f"n{number}", at=now, value=score, department_id=busy.support.pk,
            member_id=busy.ana.member.pk,
        )  # fmt: skip
    for number in range(4):
        ledger.record(
            metric_named("feedback.ces"), key=f"c{number}", at=now, value=float(number > 0),
            department_id=busy.support.pk, member_id=busy.ana.member.pk,
        )  # fmt: skip
    busy.settle()
    page = busy.mila.client.get(BOARD)
    shown = tiles(page)
    assert (shown["feedback.nps"].value, shown["feedback.nps"].count) == ("+40", 5)
    assert shown["feedback.nps"].trend == ""  # five answers show no trend
    assert (shown["feedback.ces"].value, shown["feedback.ces"].count) == ("75 %", 4)
    board = page.context["board"]
    assert {"chart-csat", "chart-nps", "chart-ces"} <= {chart.id for chart in board.charts}
    cells = {cell.key: cell.value for cell in board.members[0].cells}
    assert (cells["feedback.nps"], cells["feedback.ces"]) == ("+40", "75 %")


def test_an_empty_desk_says_what_this_is_for(kettle):
    page = kettle.mila.client.get(BOARD, {"preset": "custom", "start": "2020-01-01", "end": "2020-01-02"})
    assert "Nothing to show" in page.content.decode()


def test_an_agent_sees_their_own_figures_only(busy):
    mine = busy.ana.client.get(BOARD, {"member": busy.lea.person.pk})
    assert tiles(mine)["conversations.solved"].value == "2"
    assert "conversations.received" not in tiles(mine)
    assert not mine.context["board"].members
    other = busy.stella.client.get(BOARD)
    assert tiles(other)["conversations.solved"].value in {"0", "–"}


def test_a_supervisor_sees_their_departments(busy):
    page = busy.lea.client.get(BOARD, {"department": busy.billing.pk})
    assert page.context["form"].number("department") is None
    assert tiles(page)["conversations.received"].value == "4"
    conversations.transfer(
        busy.conversation("ivo@example.org"), to=busy.billing, by=busy.ana.actor, note="Yours."
    )
    busy.settle()
    assert tiles(busy.lea.client.get(BOARD))["conversations.backlog"].value == "2"
    assert tiles(busy.eva.client.get(BOARD))["conversations.backlog"].value == "3"


@pytest.mark.parametrize("preset", ["7", "90", "month", "custom", "nonsense", ""])
def test_whatever_is_asked_is_answered(busy, preset):
    asked = {"preset": preset, "start": "2026-13-40", "member": "x", "department": "999"}
    assert busy.mila.client.get(BOARD, asked).status_code == 200


@pytest.mark.parametrize(
    ("asked", "said", "kept"),
    [
        ({"from": "2030-13-45"}, "There is no such day", "2030-13-45"),
        (
            {"preset": "custom", "start": "yesterday", "end": "2026-03-01"},
            "There is no such day",
            "yesterday",
        ),
        ({"from": "2026-03-02", "to": "2026-03-01"}, "The last day comes before the first", "2026-03-02"),
        ({"from": "2026-03-02"}, "Choose the first and the last day", "2026-03-02"),
        ({"from": "2999-01-01", "to": "2999-02-01"}, "still to come", "2999-01-01"),
        ({"from": "1999-01-01", "to": "2026-02-01"}, "At most 366 days", "1999-01-01"),
    ],
)
def test_days_that_make_no_sense_are_said_and_kept_as_typed(busy, asked, said, kept):
    page = busy.mila.client.get(BOARD, asked).content.decode()
    assert said in page
    assert f'value="{kept}"' in page
    assert "so you see the last 30 days" in page
    assert '<option value="custom" selected>' in page
    refused = busy.mila.client.get(f"{BOARD}conversations.received/table.csv", asked)
    assert refused.status_code == 422, "a table of other days would be believed"


def test_days_written_by_hand_are_understood(busy):
    page = busy.mila.client.get(BOARD, {"from": "2026-03-01", "to": "2026-03-02"})
    assert page.context["form"].errors == {}
    assert page.context["board"].view.period.days == 2


def test_each_figure_opens_its_records(busy):
    board = busy.mila.client.get(BOARD).content.decode()
    for key in re.findall(r'href="(/app/reports/[a-z_.]+)\?', board):
        assert busy.mila.client.get(key).status_code == 200
    page = busy.mila.client.get(f"{BOARD}conversations.first_response").content.decode()
    assert page.count("My kettle leaks") == 3
    assert "definition 1" in page


def test_records_of_conversations_one_may_not_read_are_counted_but_not_shown(busy):
    page = busy.eva.client.get(f"{BOARD}conversations.received").content.decode()
    assert "My kettle leaks" not in page
    assert page.count("not yours to read") == 4


def test_records_are_paged(busy):
    for number in range(60):
        busy.mail(f"many{number}@example.org")
    busy.settle()
    first = busy.mila.client.get(f"{BOARD}conversations.received").context["records"]
    assert (len(first.rows), first.before) == (50, None)
    second = busy.mila.client.get(f"{BOARD}conversations.received", {"after": first.after}).context["records"]
    assert (len(second.rows), second.after) == (14, None)


def test_an_unknown_figure_is_not_found(kettle):
    assert kettle.mila.client.get(f"{BOARD}no.such").status_code == 404


def test_the_table_holds_every_record_and_no_formula(busy):
    busy.support.name = "=HYPERLINK(1)"
    busy.support.save()
    answer = busy.mila.client.get(f"{BOARD}conversations.received/table.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 5
    assert rows[1][2] == "'=HYPERLINK(1)"
    assert rows[0][:3] == ["When", "Conversation", "Department"]
    assert "attachment" in answer["Content-Disposition"]


def test_strangers_are_sent_to_sign_in(kettle, client):
    assert client.get(BOARD).status_code == 302


@pytest.mark.parametrize("folded", [True, False])
def test_the_board_costs_the_same_with_three_rows_and_with_thirty(
    busy, folded, django_assert_max_num_queries
):
    for number in range(30):
        busy.mail(f"many{number}@example.org")
    busy.settle()
    if folded:
        ledger.fold()
    busy.mila.client.get(BOARD)  # signing in has its own cost
    with django_assert_max_num_queries(14):
        busy.mila.client.get(BOARD)

"""Reports of one inbox or one brand: counted by hand, and nothing of what is closed to the reader."""

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from pult.accounts.types import Scope
from pult.api.tests.test_api import Caller
from pult.brands import operations as brands
from pult.brands import queries as known_brands
from pult.brands.types import HOUSE
from pult.conversations import operations as conversations
from pult.dashboards import operations
from pult.dashboards.models import Mailing, Sending
from pult.dashboards.types import Outcome
from pult.feedback import operations as feedback
from pult.feedback.models import Asked
from pult.feedback.types import Score
from pult.foundation.actors import SYSTEM
from pult.inboxes import operations as inboxes
from pult.metrics import operations as ledger
from pult.metrics.models import Fact
from pult.metrics.types import metric_named
from pult.sla import operations as sla
from pult.sla.models import Clock, KeptDay
from tests.scene import scene

BOARD = "/app/reports/"
HOUR = timedelta(hours=1)
COUNTED = (
    "conversations.received",
    "conversations.first_response",
    "conversations.solved",
    "conversations.backlog",
)
# By each door: letters, answers, solutions, and what is left of the letters.
BY_HAND = {"usual": (3, 2, 1, 2), "tea": (2, 1, 1, 1), "complaints": (1, 1, 0, 1)}


def evening(*, days_ago):
    """Eight in the evening, where the house is."""
    here = timezone.localtime(timezone=timezone.get_default_timezone()) - timedelta(days=days_ago)
    return here.replace(hour=20, minute=0, second=0, microsecond=0)


@pytest.fixture
def doors(busy):
    """Brands are kept in memory: these are other ones than those of the story before."""
    known_brands.forget()
    yield busy
    known_brands.forget()


@pytest.fixture
@scene
def busy(kettle):
    """Support has a second mailbox for the brand of tea, and a third one for complaints, which only Lea sees."""
    brand = brands.open_brand("Tea & Co.", host="help.tea.example", by=SYSTEM)
    kettle.usual = kettle.inbox
    kettle.tea, kettle.complaints = (
        inboxes.open_inbox(
            name, address=f"{name.lower()}@kettle.example", department=kettle.support, by=SYSTEM
        )
        for name in ("Tea", "Complaints")
    )
    inboxes.give_to_brand(brand, [kettle.tea], by=SYSTEM)
    inboxes.restrict(kettle.complaints, people=[kettle.lea.person], departments=[], by=SYSTEM)
    # A whole day before this one: whatever the clock shows, midnight is not among these hours.
    kettle.brand, now = brand, evening(days_ago=1)
    for name, (letters, answers, solutions, _left) in BY_HAND.items():
        kettle.inbox = getattr(kettle, name)
        for number in range(letters):
            begun = kettle.conversation(f"{name}{number}@example.org", at=now - (9 - number) * HOUR)
            if number < answers:
                kettle.reply(begun, at=now - 5 * HOUR)
            if number < solutions:
                conversations.solve(begun, by=kettle.ana.actor, at=now - 4 * HOUR)
    kettle.settle()
    asked = Asked.objects.get(conversation__inbox=kettle.tea)
    feedback.mark_sent(asked, at=now - 3 * HOUR)
    feedback.rate(asked, Score.GOOD, by=asked.customer.actor, comment="Quick.", at=now)
    kettle.inbox = kettle.usual
    kettle.settle()
    return kettle


def shown(page):
    tiles = {tile.key: tile for tile in page.context["board"].tiles}
    return tuple(
        tiles[key].count if tiles[key].count is not None else int(tiles[key].value) for key in COUNTED
    )


def together(*names):
    return tuple(map(sum, zip(*(BY_HAND[name] for name in names), strict=True)))


def offered(page, name):
    field = page.context["form"].fields.get(name)
    return [words for _value, words in field.choices][1:] if field else []


@pytest.mark.parametrize("is_folded", [False, True], ids=["fresh", "folded"])
def test_each_inbox_and_each_brand_is_what_was_counted_by_hand(doors, is_folded):
    if is_folded:
        ledger.fold()
    board = doors.mila.client.get
    for name in ("usual", "tea"):
        assert shown(board(BOARD, {"inbox": getattr(doors, name).pk})) == BY_HAND[name]
    assert shown(board(BOARD, {"brand": doors.brand.pk})) == BY_HAND["tea"]
    assert shown(board(BOARD, {"brand": HOUSE})) == BY_HAND["usual"]
    assert shown(board(BOARD, {"brand": HOUSE, "inbox": doors.tea.pk})) == (0, 0, 0, 0)
    assert shown(board(BOARD)) == together(*BY_HAND), "sums without a filter count everything"
    assert shown(doors.lea.client.get(BOARD, {"brand": HOUSE})) == together("usual", "complaints")
    assert shown(doors.lea.client.get(BOARD, {"inbox": doors.complaints.pk})) == BY_HAND["complaints"]


def test_the_parts_of_a_board_and_what_customers_say_are_of_the_inbox_as_well(doors):
    tea = doors.mila.client.get(BOARD, {"inbox": doors.tea.pk}).context["board"]
    tiles = {tile.key: tile for tile in tea.tiles}
    assert (tiles["feedback.csat"].value, tiles["feedback.csat"].count) == ("100 %", 1)
    assert tiles["feedback.response_rate"].count == 1
    for row in (*tea.departments, *tea.members):
        cells = {cell.key: cell.count or cell.value for cell in row.cells}
        assert (cells["conversations.first_response"], cells["conversations.solved"]) == (1, "1")
    usual = doors.mila.client.get(BOARD, {"inbox": doors.usual.pk}).context["board"]
    assert {tile.key: tile.count for tile in usual.tiles}["feedback.csat"] == 0
    mine = doors.ana.client.get(BOARD, {"inbox": doors.tea.pk}).context["board"]
    assert {tile.key: tile.value for tile in mine.tiles}["conversations.solved"] == "1"


def test_what_is_closed_to_somebody_is_neither_offered_nor_told(doors):
    closed = {"inbox": doors.complaints.pk}
    for who, names in ((doors.mila, ["Help", "Tea"]), (doors.ana, ["Help", "Tea"])):
        assert offered(who.client.get(BOARD), "inbox") == names
        page = who.client.get(BOARD, closed)
        assert page.context["board"].is_empty
        assert "not yours to see" in page.content.decode()
        for place in ("table.csv", "conversations.received/table.csv", "time/table.csv"):
            assert who.client.get(f"{BOARD}{place}", closed).status_code == 422
        figure = who.client.get(f"{BOARD}conversations.received", closed).context
        assert (figure["records"].rows, figure["tile"].value) == ([], "0")
        answer = Caller(who, scopes=[Scope.READ])("GET", f"/figures?inbox_id={doors.complaints.pk}")
        assert answer.status_code == 404
    assert offered(doors.lea.client.get(BOARD), "inbox") == ["Complaints", "Help", "Tea"]
    # A brand whose only inbox is closed is nobody's to choose who is not inside.
    inboxes.give_to_brand(doors.brand, [doors.complaints], by=SYSTEM)
    assert offered(doors.mila.client.get(BOARD), "brand") == []
    assert doors.mila.client.get(BOARD, {"brand": doors.brand.pk}).context["board"].is_empty
    assert shown(doors.lea.client.get(BOARD, {"brand": doors.brand.pk})) == BY_HAND["complaints"]


def test_a_supervisor_chooses_among_the_inboxes_of_their_departments(doors):
    other = inboxes.open_inbox("Bills", address="bills@kettle.example", department=doors.billing, by=SYSTEM)
    assert "Bills" not in offered(doors.lea.client.get(BOARD), "inbox")
    assert "Bills" in offered(doors.eva.client.get(BOARD), "inbox")
    assert doors.lea.client.get(BOARD, {"inbox": other.pk}).context["board"].is_empty


def test_nobody_is_asked_where_there_is_nothing_to_choose(kettle):
    page = kettle.mila.client.get(BOARD)
    assert not {"inbox", "brand"} & set(page.context["form"].fields)
    assert kettle.mila.client.get(BOARD, {"inbox": kettle.inbox.pk}).context["form"].number("inbox")
    for nonsense in ("x", "-1", "99999999999999999999"):
        assert kettle.mila.client.get(BOARD, {"inbox": nonsense}).context["board"].is_empty


def test_the_records_and_the_files_are_those_of_the_inbox(doors):
    asked = {"inbox": doors.tea.pk}
    client, place = doors.mila.client, f"{BOARD}conversations.received"
    records = client.get(place, asked).context["records"].rows
    assert {one.conversation.inbox_id for one in records} == {doors.tea.pk}
    assert len(records) == BY_HAND["tea"][0]
    rows = list(
        csv.reader(io.StringIO(b"".join(client.get(f"{place}/table.csv", asked)).decode("utf-8-sig")))
    )
    assert len(rows) - 1 == BY_HAND["tea"][0]
    board = list(
        csv.reader(io.StringIO(b"".join(client.get(f"{BOARD}table.csv", asked)).decode("utf-8-sig")))
    )
    assert board[1][2:4] == ["Received", "2"]
    assert f"inbox={doors.tea.pk}" in client.get(BOARD, asked).content.decode().replace("&amp;", "&")


@pytest.mark.parametrize("is_added_up", [False, True], ids=["from clocks", "added up"])
def test_promises_of_an_inbox_are_its_clocks(doors, is_added_up):
    Clock.objects.filter(conversation__inbox=doors.usual, target="first_response").update(
        missed_at=evening(days_ago=3), started_at=evening(days_ago=4)
    )
    if is_added_up:
        assert sla.add_up(until=evening(days_ago=1).date()) > 0
        assert set(KeptDay.objects.values_list("inbox_id", flat=True)) == {doors.usual.pk}, "others are newer"
    for inbox in (doors.usual, doors.tea):
        asked = {"inbox": inbox.pk}
        clocks = Clock.objects.filter(is_void=False, conversation__inbox=inbox)
        missed = clocks.filter(missed_at__isnull=False).count()
        kept = clocks.filter(missed_at=None, stopped_at__isnull=False).count()
        running = clocks.filter(missed_at=None, stopped_at=None, running_since__isnull=False).count()
        page = doors.mila.client.get(f"{BOARD}promises", asked)
        total = page.context["report"].total.kept
        assert (total.kept, total.missed, total.running) == (kept, missed, running)
        assert len(page.context["report"].worst) == missed
        for state, count in (("kept", kept), ("missed", missed), ("running", running)):
            rows = doors.mila.client.get(f"{BOARD}promises/{state}", asked).context["rows"]
            assert len(rows) == count
            assert {one.conversation.inbox_id for one in rows} <= {inbox.pk}
    assert (
        doors.mila.client.get(f"{BOARD}promises", {"inbox": doors.complaints.pk}).context["report"].rows == []
    )


def test_time_and_who_is_there_are_said_to_belong_to_no_inbox(doors):
    asked = {"inbox": doors.tea.pk}
    page = doors.mila.client.get(f"{BOARD}time", asked)
    words = page.content.decode()
    assert "are not known by inbox or brand" in words
    assert "Shrinkage" not in words
    done = {row.name: [count for _key, count in row.done] for row in page.context["report"].rows}
    assert done == {"Ana Horvat": [1, 0, 1]}, "who did nothing for it is not named"
    assert not any(row.total.online or row.total.handled for row in page.context["report"].rows)
    bare = doors.mila.client.get(f"{BOARD}time", {"inbox": doors.complaints.pk})
    assert bare.context["report"].rows == []
    rows = b"".join(doors.mila.client.get(f"{BOARD}time/table.csv", asked)).decode("utf-8-sig").splitlines()
    assert rows[0] == "Person,First answers,Next answers,Solved"
    now = doors.mila.client.get(f"{BOARD}now", asked)
    assert (now.context["floor"].total.waiting, now.context["floor"].seats) == (1, [])
    assert "whoever is here is here for every inbox" in now.content.decode()
    assert doors.mila.client.get(f"{BOARD}now", {"brand": HOUSE}).context["floor"].total.waiting == 1
    assert doors.mila.client.get(f"{BOARD}now").context["floor"].seats


def test_a_figure_that_comes_in_by_no_inbox_is_not_shown_as_one_of_an_inbox(doors):
    ledger.record(metric_named("knowledge.self_service"), key="visit", at=timezone.now(), value=1.0)
    place = f"{BOARD}knowledge.self_service"
    assert doors.mila.client.get(place).context["tile"].value == "100 %"
    for asked in ({"inbox": doors.tea.pk}, {"brand": HOUSE}):
        page = doors.mila.client.get(place, asked)
        assert "cannot be told of one inbox or brand" in page.content.decode()
        assert "100 %" not in page.content.decode()
        assert doors.mila.client.get(f"{place}/table.csv", asked).status_code == 422
    caller = Caller(doors.mila, scopes=[Scope.READ])
    answer = caller("GET", f"/figures/knowledge.self_service?inbox_id={doors.tea.pk}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "not_by_inbox")


def test_a_report_of_an_inbox_comes_by_mail_to_whom_it_is_open(doors):
    told = {
        "name": "Complaints", "report": "board", "rhythm": "daily", "weekday": 0, "monthday": 1, "hour": 8,
        "format": "csv", "metric": "", "filters": f"inbox={doors.complaints.pk}",
        "readers": [doors.lea.person.pk, doors.mila.person.pk],
    }  # fmt: skip
    assert doors.lea.client.post(f"{BOARD}mails", told).status_code == 302
    mailing = Mailing.objects.get()
    mail.outbox.clear()
    operations.send_now(mailing, at=timezone.now())
    doors.settle()
    [letter] = mail.outbox
    assert letter.to == [doors.lea.person.email]
    assert "· Complaints" in letter.body
    assert "Received: 1" in letter.body
    assert f"inbox={doors.complaints.pk}" in letter.body
    outcome = Sending.objects.get(person=doors.mila.person).outcome
    assert outcome == Outcome.NOT_ALLOWED
    form = doors.mila.client.get(f"{BOARD}mails/new", {"report": "board", "brand": "1", "inbox": "7"})
    assert form.context["form"].initial["filters"] == "brand=1&inbox=7"


def test_programs_read_the_same_of_an_inbox_and_of_a_brand(doors):
    mila = Caller(doors.mila, scopes=[Scope.READ])
    for query in (f"inbox_id={doors.tea.pk}", f"brand_id={doors.brand.pk}"):
        answer = mila("GET", f"/figures?{query}").json()
        values = {one["key"]: one for one in answer["figures"]}
        assert values["conversations.received"]["value"] == BY_HAND["tea"][0]
        assert query == f"inbox_id={answer['inbox_id']}" or query == f"brand_id={answer['brand_id']}"
        records = mila("GET", f"/figures/conversations.received/records?{query}").json()["items"]
        assert len(records) == BY_HAND["tea"][0]
        times = mila("GET", f"/times?{query}").json()["members"]
        assert {(one["available"], one["away"], one["offline"]) for one in times} == {(None, None, None)}
        assert sum(one["done"]["conversations.solved"] for one in times) == 1
        now = mila("GET", f"/floor?{query}").json()
        assert (now["total"]["waiting"], now["seats"]) == (1, None)
        levels = mila("GET", f"/service-levels?{query}").json()["total"]
        page = doors.mila.client.get(f"{BOARD}promises", {"inbox": doors.tea.pk}).context["report"].total.kept
        assert (levels["kept"], levels["running"]) == (page.kept, page.running)
    for nonsense in ("inbox_id=0", "brand_id=99", f"inbox_id={doors.complaints.pk}"):
        for place in ("/figures", "/times", "/floor", "/service-levels"):
            assert mila("GET", f"{place}?{nonsense}").status_code == 404


def test_every_fact_of_a_conversation_knows_its_inbox(doors):
    facts = Fact.objects.filter(subject__startswith="conversation:")
    assert not facts.filter(inbox_id=None).exists()

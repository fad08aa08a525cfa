"""Figures as programs read them: what the pages of reports show, within what the token's person may see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.accounts.types import Scope
from pult.api.tests.test_api import Caller
from pult.conversations import operations as conversations
from pult.workforce import operations as workforce
from pult.workforce.types import Presence
from tests.scene import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
@scene
def busy(kettle):
    """Four letters, three answers, two solutions."""
    now = timezone.now()
    for number in range(4):
        begun = kettle.conversation(f"carl{number}@example.org", at=now - timedelta(hours=9 - number))
        if number < 3:
            kettle.reply(begun, at=now - timedelta(hours=5))
        if number < 2:
            conversations.solve(begun, by=kettle.ana.actor, at=now - timedelta(hours=4))
    kettle.settle()
    return kettle


def reader(player):
    """A token for looking is enough."""
    return Caller(player, scopes=[Scope.READ])


def by_key(answer):
    return {one["key"]: one for one in answer.json()["figures"]}


def test_the_figures_are_those_of_the_page(busy):
    answer = reader(busy.mila)("GET", "/figures")
    page = busy.mila.client.get("/app/reports/").context["board"]
    shown = by_key(answer)
    assert [one.key for one in page.tiles] == list(shown)
    assert shown["conversations.received"]["value"] == 4
    assert shown["conversations.backlog"]["value"] == 2
    assert (
        shown["conversations.first_response"]["count"],
        shown["conversations.first_response"]["unit"],
    ) == (
        3,
        "seconds",
    )
    [department], [member] = answer.json()["departments"], answer.json()["members"]
    assert (department["id"], member["name"]) == (busy.support.pk, "Ana Horvat")
    assert "conversations.received" in department["figures"]
    assert "conversations.received" not in member["figures"]
    assert answer.json()["from"] < answer.json()["to"]


def test_everybody_sees_their_own_and_leaders_those_of_their_departments(busy):
    own = reader(busy.ana)("GET", "/figures").json()
    assert own["member_id"] == busy.ana.member.pk
    assert own["departments"] == own["members"] == []
    ana, lea = reader(busy.ana), reader(busy.lea)
    assert ana("GET", f"/figures?member_id={busy.lea.member.pk}").status_code == 404
    assert ana("GET", f"/figures?department_id={busy.support.pk}").status_code == 404
    assert lea("GET", f"/figures?department_id={busy.support.pk}").status_code == 200
    assert lea("GET", "/figures?department_id=999999").status_code == 404
    for path in ("/floor", "/service-levels", "/service-levels/missed"):
        assert ana("GET", path).status_code == 403
    assert Caller(busy.lea, scopes=[Scope.WRITE])("GET", "/figures").status_code == 403


def test_one_figure_has_a_course_and_records(busy):
    mila, today = reader(busy.mila), timezone.localdate()
    days = f"from={today - timedelta(days=1)}&to={today}"
    figure = mila("GET", f"/figures/conversations.received?{days}&step=day").json()
    assert figure["value"] == sum(point["value"] for point in figure["points"]) == 4
    assert [point["from"] for point in figure["points"]][1] == str(today)
    path = f"/figures/conversations.received/records?{days}&limit=3"
    first = mila("GET", path).json()
    rest = mila("GET", f"{path}&cursor={first['next']}").json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (3, 1, None)
    assert all(one["conversation_id"] for one in [*first["items"], *rest["items"]])
    closed = reader(busy.eva)("GET", path).json()["items"]
    assert {one["conversation_id"] for one in closed} == {None}


def test_what_makes_no_sense_is_refused(busy):
    mila, today = reader(busy.mila), timezone.localdate()
    assert mila("GET", "/figures/conversations.happiness").status_code == 404
    assert mila("GET", f"/figures?from={today}").status_code == 422
    assert mila("GET", f"/figures?from={today}&to={today - timedelta(days=3)}").status_code == 422
    assert mila("GET", f"/figures?from={today - timedelta(days=900)}&to={today}").status_code == 422
    assert mila("GET", "/service-levels?by=colour").status_code == 422
    assert mila("GET", "/service-levels/imagined").status_code == 422


def test_the_desk_at_this_moment_and_the_time_of_its_members(busy):
    workforce.set_presence(busy.ana.member, Presence.AVAILABLE, by=busy.ana.actor)
    floor = reader(busy.lea)("GET", f"/floor?department_id={busy.support.pk}").json()
    assert [row["department_id"] for row in floor["queues"]] == [busy.support.pk]
    assert floor["total"]["waiting"] == 1
    assert "Ana Horvat" in [seat["name"] for seat in floor["seats"]]
    [own] = reader(busy.ana)("GET", "/times").json()["members"]
    assert own["member_id"] == busy.ana.member.pk
    assert own["done"]["conversations.solved"] == 2


def test_promises_are_counted_and_listed(busy):
    lea = reader(busy.lea)
    report = lea("GET", "/service-levels?by=target").json()
    assert report["by"] == "target"
    assert report["total"]["kept"] == sum(row["kept"] for row in report["rows"])
    for state in ("kept", "missed", "running", "paused"):
        items = lea("GET", f"/service-levels/{state}").json()["items"]
        assert len(items) == report["total"][state]

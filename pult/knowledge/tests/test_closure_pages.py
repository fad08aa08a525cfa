"""Closures on the screen: prepared, looked at in four languages, announced, taken back."""

from datetime import timedelta

from django.utils import timezone

from pult.knowledge.models import Closure
from pult.knowledge.types.closures import ClosureState

ROOT = "/app/knowledge/closures/"


def prepared(kettle, **given) -> Closure:
    first = timezone.localdate() + timedelta(days=30)
    form = {
        "kind": "holiday",
        "reason": "Christmas <b>",
        "first_on": first,
        "last_on": first + timedelta(days=1),
    }
    kettle.lea.client.post(ROOT, form | given)
    return Closure.objects.latest("pk")


def test_from_the_form_to_the_announcement_and_back(kettle):
    lea = kettle.lea.client
    assert "Nothing is closed" in lea.get(ROOT).text
    assert lea.get(f"{ROOT}new").status_code == 200
    closure = prepared(kettle, departments=[kettle.support.pk])
    here = f"{ROOT}{closure.pk}"
    page = lea.get(here).text
    assert "Christmas &lt;b&gt;" in page
    assert "<b>" not in page.replace("<b>", "", 0) or "Christmas <b>" not in page
    assert kettle.ana.client.get(here).status_code == 404
    lea.post(here, {"en:banner": "We celebrate.", "hr:banner": "Slavimo."})
    assert "We celebrate." in lea.get(here).text
    lea.post(f"{here}/announcement")
    closure.refresh_from_db()
    assert closure.state == ClosureState.ANNOUNCED
    assert "Christmas" in kettle.ana.client.get(ROOT).text
    assert kettle.ana.client.get(here).status_code == 200
    assert lea.post(f"{here}/removal").status_code == 409
    lea.post(f"{here}/withdrawal")
    assert "Withdrawn" in lea.get(here).text


def test_a_draft_is_thrown_away_and_nonsense_refused(kettle):
    closure = prepared(kettle)
    kettle.lea.client.post(f"{ROOT}{closure.pk}/removal")
    assert not Closure.objects.exists()
    assert kettle.lea.client.post(ROOT, {"kind": "holiday"}).status_code == 422
    today = timezone.localdate()
    backwards = {"kind": "holiday", "reason": "X", "first_on": today, "last_on": today - timedelta(days=3)}
    assert kettle.lea.client.post(ROOT, backwards).status_code == 422


def test_an_outage_without_an_end_and_other_hours(kettle):
    today = timezone.localdate()
    outage = prepared(kettle, kind="outage", first_on=today, last_on="", from_time="08:00")
    assert outage.ends_at is None
    short = prepared(kettle, kind="hours", opens="09:00", closes="12:00")
    assert (short.opens, short.closes) == (540, 720)
    assert "09:00–12:00" in short.text_in("en")
    kettle.lea.client.post(f"{ROOT}{outage.pk}/announcement")
    kettle.lea.client.post(f"{ROOT}{short.pk}/announcement")
    assert "In the same time lies" in kettle.lea.client.get(f"{ROOT}{short.pk}").text


def test_only_those_who_publish_announce(kettle):
    assert kettle.ana.client.get(f"{ROOT}new").status_code == 403
    assert kettle.ana.client.post(ROOT, {}).status_code == 403


def test_the_list_costs_the_same_for_few_and_many(kettle, django_assert_max_num_queries):
    for number in range(12):
        closure = prepared(kettle, reason=f"Day {number}")
        if number % 2:
            kettle.lea.client.post(f"{ROOT}{closure.pk}/announcement")
    with django_assert_max_num_queries(12):
        kettle.lea.client.get(ROOT)

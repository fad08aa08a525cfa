"""The page of targets."""

import pytest
from django.urls import reverse

from pult.dashboards.targets import metrics_with_targets, parse_value
from pult.foundation.errors import Invalid
from pult.metrics.models import Target
from pult.metrics.types import metric_named

TARGETS = "/app/reports/targets/"


def set_target(player, **told):
    return player.client.post(TARGETS, {"metric": "feedback.csat", "value": "90", **told})


def test_a_manager_sets_a_target_and_it_stands_beside_the_figure(kettle):
    assert set_target(kettle.mila, owner=kettle.lea.member.pk).status_code == 302
    page = kettle.mila.client.get(TARGETS).content.decode()
    assert "at least 90" in page
    assert kettle.lea.person.name in page
    target = Target.objects.get()
    assert (target.value, target.department_id) == (0.9, None)
    assert "90" in kettle.mila.client.get("/app/reports/feedback.csat").context["tile"].target


def test_setting_it_again_changes_it_and_a_department_has_its_own(kettle):
    set_target(kettle.mila)
    set_target(kettle.mila, value="95,5 %")
    set_target(kettle.mila, value="80", department=kettle.billing.pk)
    assert sorted(Target.objects.values_list("value", "department_id")) == [
        (0.8, kettle.billing.pk),
        (0.955, None),
    ]


def test_a_target_is_removed_once(kettle):
    set_target(kettle.mila)
    place = reverse("dashboards:target_removal", args=[Target.objects.get().pk])
    assert kettle.mila.client.post(place).status_code == 302
    assert not Target.objects.exists()
    assert kettle.mila.client.post(place).status_code == 404
    assert "No figure has a target yet" in kettle.mila.client.get(TARGETS).content.decode()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("feedback.csat", "101"),
        ("feedback.csat", "soon"),
        ("feedback.nps", "140"),
        ("conversations.backlog", "-3"),
        ("conversations.first_response", "0"),
        ("conversations.first_response", "quickly"),
        ("no.such", "5"),
    ],
)
def test_nonsense_is_said_and_what_was_written_stays(kettle, key, value):
    page = set_target(kettle.mila, metric=key, value=value)
    assert page.status_code == 422
    assert f'value="{value}"' in page.content.decode()
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("feedback.csat", "90", 0.9),
        ("feedback.csat", "92,5 %", 0.925),
        ("feedback.nps", "−10", -10.0),
        ("feedback.nps", "+40", 40.0),
        ("conversations.first_response", "1 h 30 min", 5400.0),
        ("conversations.backlog", "25", 25.0),
    ],
)
def test_values_are_written_as_people_do(key, text, value):
    assert parse_value(metric_named(key), text) == pytest.approx(value)


def test_amounts_of_work_have_no_target():
    keys = {metric.key for metric in metrics_with_targets()}
    assert "conversations.received" not in keys
    with pytest.raises(Invalid):
        parse_value(metric_named("feedback.csat"), "-5")

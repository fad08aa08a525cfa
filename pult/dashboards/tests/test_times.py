"""Time and availability of members."""

import csv
import io
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.handling import operations as handling
from pult.handling.types import Piece
from pult.metrics.queries import today
from pult.workforce import operations as workforce
from pult.workforce.models import PresenceSpan
from pult.workforce.types import Presence
from tests.scene import scene

TIMES = "/app/reports/time"
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
@scene
def worked(kettle):
    """Ana was available for three hours yesterday and away for one, Stella for two."""
    PresenceSpan.objects.all().delete()
    nine = datetime.combine(today() - timedelta(days=1), time(9), timezone.get_default_timezone())
    for who, *said in [
        (
            kettle.ana,
            (Presence.OFFLINE, 0),
            (Presence.AVAILABLE, 0),
            (Presence.AWAY, 3),
            (Presence.OFFLINE, 4),
        ),
        (kettle.stella, (Presence.OFFLINE, 0), (Presence.AVAILABLE, 0), (Presence.OFFLINE, 2)),
    ]:
        for presence, hours in said:
            workforce.set_presence(who.member, presence, by=SYSTEM, at=nine + hours * HOUR)
    return kettle


def rows(page):
    return {row.name: row for row in page.context["report"].rows}


def test_everybody_is_shown_with_their_time(worked):
    shown = rows(worked.eva.client.get(TIMES))
    assert (shown["Ana Horvat"].total.available, shown["Ana Horvat"].total.away) == (3 * HOUR, HOUR)
    assert shown["Ana Horvat"].total.online == 4 * HOUR
    assert next(one for name, one in shown.items() if name.startswith("Stella")).total.available == 2 * HOUR


def test_an_agent_sees_only_their_own_and_a_supervisor_their_department(worked):
    assert list(rows(worked.ana.client.get(TIMES, {"member": worked.stella.person.pk}))) == ["Ana Horvat"]
    assert not any(name.startswith("Stella") for name in rows(worked.lea.client.get(TIMES)))
    day = f"{TIMES}/{worked.stella.person.pk}/{today()}"
    assert [who.client.get(day).status_code for who in (worked.ana, worked.lea, worked.eva)] == [
        404,
        404,
        200,
    ]


def test_a_day_is_told_stretch_by_stretch(worked):
    page = worked.ana.client.get(f"{TIMES}/{worked.ana.person.pk}/{today() - timedelta(days=1)}")
    told = [(one.presence, one.length) for one in page.context["day"].pieces]
    assert told[:2] == [(Presence.AVAILABLE, 3 * HOUR), (Presence.AWAY, HOUR)]
    assert "3 h" in page.content.decode()
    empty = worked.ana.client.get(f"{TIMES}/{worked.ana.person.pk}/2019-01-01")
    assert "Nothing is known" in empty.content.decode()
    assert worked.ana.client.get(f"{TIMES}/{worked.ana.person.pk}/2019-02-30").status_code == 404


def test_the_table_adds_up_to_what_the_page_shows(worked):
    answer = worked.eva.client.get(f"{TIMES}/table.csv", {"preset": "90"})
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert lines[0] == ["Person", "Day", "Available", "Away", "Offline", "Handling time", "Occupancy"]
    mine = [line for line in lines if line[0] == "Ana Horvat"]
    assert len(mine) == 90
    assert [line[2] for line in mine if line[2] != "0:00:00"] == ["3:00:00"]
    assert worked.eva.client.get(f"{TIMES}/table.xlsx").status_code == 200


def test_shrinkage_is_said_of_whole_weeks_only(worked):
    assert rows(worked.eva.client.get(TIMES))["Ana Horvat"].shrinkage == "–"  # she began today
    worked.ana.member.joined_on = today() - timedelta(days=70)
    worked.ana.member.save()
    shown = rows(
        worked.eva.client.get(
            TIMES, {"preset": "custom", "start": today() - timedelta(days=7), "end": today()}
        )
    )
    assert shown["Ana Horvat"].shrinkage == "92 %"  # three of forty hours


@pytest.fixture
def handled(worked):
    """Yesterday Ana worked on Carl's conversation for thirty minutes, and for ten after she had gone."""
    carl, dora = worked.conversation(), worked.conversation("dora@example.org")
    type(dora).objects.filter(pk=dora.pk).update(department=worked.billing)
    nine = datetime.combine(today() - timedelta(days=1), time(9), timezone.get_default_timezone())
    for conversation, began, minutes in ((carl, 30, 30), (dora, 300, 10)):
        start = nine + began * MINUTE
        piece = Piece(conversation.pk, start, start + minutes * MINUTE)
        handling.keep([(worked.ana.person.pk, piece)])
    return worked


def test_handling_time_and_occupancy_stand_beside_availability(handled):
    page = handled.eva.client.get(TIMES)
    mine = rows(page)["Ana Horvat"]
    # 40 minutes of work in three hours available and ten minutes besides: 21 %.
    assert (mine.total.handled, mine.total.aside) == (40 * MINUTE, 10 * MINUTE)
    assert mine.total.occupancy == "21 %"
    # All together: five hours available, and the ten minutes.
    assert page.context["report"].total.occupancy == "13 %"
    year = handled.eva.client.get(TIMES, {"preset": "90"})
    assert rows(year)["Ana Horvat"].total.occupancy == "21 %"


def test_a_day_leads_to_what_was_worked_on_as_far_as_the_reader_may_read_it(handled):
    address = f"{TIMES}/{handled.ana.person.pk}/{today() - timedelta(days=1)}"
    own = handled.ana.client.get(address).content.decode()
    assert "My kettle leaks" in own
    assert "30 min" in own
    assert "not yours to read" in own  # what has gone to another department since
    work = handled.eva.client.get(address).context["day"].work
    assert [one.length for one in work] == [30 * MINUTE, 10 * MINUTE]
    assert handled.stella.client.get(address).status_code == 404


def test_it_costs_the_same_for_a_week_and_a_year(worked, django_assert_max_num_queries):
    worked.eva.client.get(TIMES)
    with django_assert_max_num_queries(11):
        worked.eva.client.get(TIMES, {"preset": "90"})

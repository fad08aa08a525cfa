"""What is told to whoever has not chosen for themselves."""

from datetime import time

import pytest

from pult.foundation.audit.models import AuditRecord
from pult.foundation.rights import BuiltIn
from pult.notifications import operations, queries
from pult.notifications.models import UsualWishes, Wishes
from pult.notifications.types import Rhythm, Way, kind_named
from pult.workforce.models import Member
from tests.cast import player

pytestmark = pytest.mark.django_db
OWN = "/app/settings/notifications"
PAGE = "/app/settings/notices"
ASSIGNED = "conversation.assigned"
EMPTY = {"rhythm": "at_once", "daily_at": "08:00"}


def wants(somebody, way):
    [reader] = queries.readers([somebody.person.pk])
    return reader.wishes.wants(kind_named(ASSIGNED), way)


def test_what_is_usual_holds_for_whoever_has_chosen_nothing(kettle):
    operations.change_wishes(kettle.ana.person, off=[f"{ASSIGNED}/push"], by=kettle.ana.actor)
    assert (wants(kettle.ana, Way.PUSH), wants(kettle.lea, Way.PUSH)) == (False, True)
    given = {
        "ways": [f"{ASSIGNED}/mail"],
        "rhythm": "daily",
        "daily_at": "07:30",
        "quiet_from": "20:00",
        "quiet_until": "07:00",
    }
    assert kettle.mila.client.post(PAGE, given).status_code == 302
    assert [wants(kettle.lea, way) for way in Way] == [False, True, False]
    wishes = queries.wishes_of(kettle.lea.person)
    assert (wishes.rhythm, wishes.daily_at, wishes.quiet_until) == (Rhythm.DAILY, time(7, 30), time(7))
    assert not wishes.no_mail
    assert [wants(kettle.ana, way) for way in Way] == [True, False, False], (
        "what somebody has chosen stays theirs"
    )
    assert not Wishes.objects.exclude(person=kettle.ana.person).exists()


def test_the_page_shows_what_is_usual_and_for_how_many_it_holds(kettle):
    operations.change_wishes(kettle.ana.person, by=kettle.ana.actor)
    operations.change_usual(quiet_from=time(20), quiet_until=time(7), by=kettle.mila.actor)
    page = kettle.mila.client.get(PAGE)
    assert page.context["reach"]["own"] == 1
    assert page.context["reach"]["usual"] > 3
    assert page.context["form"]["quiet_until"].value() == time(7)
    assert "Write me no letters" not in page.content.decode()
    mine = kettle.lea.client.get(OWN)
    assert mine.context["form"]["quiet_until"].value() == time(7), "as it holds for them"
    assert not mine.context["has_chosen"]


def test_what_makes_no_sense_is_said_and_changes_nothing(kettle):
    answer = kettle.mila.client.post(PAGE, EMPTY | {"quiet_from": "20:00"})
    assert answer.status_code == 422
    assert "Say when the quiet hours begin" in answer.content.decode()
    assert not UsualWishes.objects.exists()


def test_whoever_had_chosen_goes_back_to_what_is_usual(kettle):
    operations.change_usual(off=[f"{ASSIGNED}/push"], by=kettle.mila.actor)
    operations.change_wishes(kettle.ana.person, by=kettle.ana.actor)
    assert wants(kettle.ana, Way.PUSH)
    assert "Take the defaults" in kettle.ana.client.get(OWN).content.decode()
    assert kettle.ana.client.post(f"{OWN}/defaults").status_code == 302
    assert not wants(kettle.ana, Way.PUSH)
    assert "Take the defaults" not in kettle.ana.client.get(OWN).content.decode()


def test_who_stops_letters_keeps_the_rest_of_what_is_usual(kettle):
    operations.change_usual(
        off=[f"{ASSIGNED}/push"], on=[f"{ASSIGNED}/mail"], rhythm=Rhythm.HOURLY, by=kettle.mila.actor
    )
    operations.stop_mail(kettle.lea.person, by=kettle.lea.actor)
    wishes = queries.wishes_of(kettle.lea.person)
    assert (wishes.no_mail, wishes.rhythm) == (True, Rhythm.HOURLY)
    assert [wants(kettle.lea, way) for way in Way] == [True, False, False]


def test_what_nobody_is_told_without_asking_can_be_usual(kettle):
    kind = kind_named(ASSIGNED)
    support = Member.objects.filter(person__in=[kettle.ana.person, kettle.lea.person])
    assert queries.asked_for(kind, support) == []
    operations.change_wishes(kettle.lea.person, by=kettle.lea.actor)
    operations.change_usual(on=[f"{ASSIGNED}/mail"], by=kettle.mila.actor)
    assert queries.asked_for(kind, support) == [kettle.ana.person.pk]


def test_each_change_stands_in_the_audit_log_once(kettle):
    for _again in range(2):
        operations.change_usual(quiet_from=time(20), quiet_until=time(7), by=kettle.mila.actor)
    record = AuditRecord.objects.get(what="notifications.usual")
    assert record.after["quiet_from"] == "20:00"


def test_what_is_usual_is_asked_once_for_many(kettle, django_assert_num_queries):
    many = [kettle.lea, *(player(f"{name} Agent", BuiltIn.AGENT) for name in "ABCDE")]
    with django_assert_num_queries(2):
        assert len(queries.readers([one.person.pk for one in many])) == 6

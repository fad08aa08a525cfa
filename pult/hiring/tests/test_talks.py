"""The talk on the page of its step: when it is, in the reader's own time, and the number that one dials."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.models import EvidenceStep
from pult.hiring.operations import Step
from pult.hiring.tests.office import APPLICANT, applies, published
from pult.hiring.types import StageKind
from pult.scorecards import operations as scorecards
from tests.scene import scene

KINDS = (StageKind.PHONE, StageKind.INTERVIEW, StageKind.ROLE_PLAY)


@pytest.fixture
@scene
def petra(kettle):
    opening = published(kettle)
    scorecards.renew_scorecards()
    hiring.renew_bank()
    lea = (kettle.lea.person,)
    plan = [Step(kind=StageKind.APPLICATION), *(Step(kind=kind, minutes=20, raters=lea) for kind in KINDS)]
    hiring.plan_stages(opening, plan, by=kettle.hana.actor)
    return applies(opening, phone="+385 (91) 234-5678")


def come_to(kettle, petra, kind: StageKind) -> EvidenceStep:
    hiring.move(petra, petra.opening.stages.get(kind=kind), by=kettle.hana.actor)
    petra.refresh_from_db()
    step: EvidenceStep = petra.steps.get(kind=kind)
    return step


def read(player, step) -> str:
    return str(player.client.get(reverse("hiring:step", args=[step.pk])).content.decode())


@pytest.mark.parametrize("kind", KINDS)
def test_a_talk_that_nobody_arranged_leads_to_an_invitation(kettle, petra, kind):
    step = come_to(kettle, petra, kind)
    text, invite = read(kettle.hana, step), reverse("hiring:interviews", args=[petra.pk])
    assert "No time is arranged." in text
    assert 'href="tel:+385912345678"' in text
    assert f'href="{invite}"' in text
    assert f'href="{invite}"' not in read(kettle.lea, step)


def test_a_booked_talk_is_told_in_the_readers_own_time(kettle, petra):
    step = come_to(kettle, petra, StageKind.PHONE)
    day = (timezone.now() + timedelta(days=3)).replace(hour=12, minute=0, second=0, microsecond=0)
    talk = hiring.offer_times(
        petra, times=[day, day + timedelta(hours=1)], interviewers=[kettle.lea.person], minutes=20,
        place="By telephone", by=kettle.hana.actor,
    )  # fmt: skip
    assert "2 times were offered" in read(kettle.lea, step)
    hiring.book(talk, start_at=day, by=APPLICANT)
    lea = kettle.lea.person
    lea.time_zone = "Asia/Tokyo"
    lea.save(update_fields=["time_zone"])
    text = read(kettle.lea, step)
    assert "Asia/Tokyo" in text
    assert "9 p.m." in text or "21:00" in text
    assert "By telephone" in text
    assert "Offer other times" in read(kettle.hana, step)
    hiring.cancel_interview(talk, by=kettle.hana.actor)
    assert "No time is arranged." in read(kettle.hana, step)


def test_another_steps_talk_is_not_told_here_and_documents_have_none(kettle, petra):
    first = come_to(kettle, petra, StageKind.PHONE)
    day = datetime(2030, 5, 6, 10, tzinfo=UTC)
    talk = hiring.offer_times(
        petra, times=[day], interviewers=[kettle.lea.person], minutes=20, place="Room 1", by=kettle.hana.actor
    )
    hiring.book(talk, start_at=day, by=APPLICANT)
    second = come_to(kettle, petra, StageKind.INTERVIEW)
    assert "Room 1" not in read(kettle.hana, second)
    assert "Room 1" in read(kettle.hana, first)
    assert "Offer other times" not in read(kettle.hana, first)
    check = hiring.begin_by_hand(
        petra, petra.opening.stages.get(kind=StageKind.APPLICATION), by=kettle.hana.actor
    )
    assert queries.talk_of(check, kettle.hana.actor) is None


def test_without_a_number_the_page_says_so(kettle):
    opening = published(kettle)
    scorecards.renew_scorecards()
    hiring.renew_bank()
    ivo = applies(opening, "Ivo", "ivo@example.org")
    step = come_to(kettle, ivo, StageKind.PHONE)
    assert "gave no telephone number" in read(kettle.hana, step)

"""Openings: written, requested, approved by somebody else, published, paused, closed."""

import pytest
from django.db import IntegrityError, transaction

from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid, SomebodyWasFaster
from pult.hiring import operations as hiring
from pult.hiring.errors import NotOpen, NotReady, NotYourself
from pult.hiring.models import Opening
from pult.hiring.operations import Line, Step, Texts
from pult.hiring.tests.office import applies, drafted, open_door, profile, published
from pult.hiring.types import OpeningStatus, StageKind


def test_a_draft_begins_with_the_standard_plan_and_a_copy_of_the_profile(kettle):
    opening = drafted(kettle)
    assert [stage.kind for stage in opening.stages.in_order()][:3] == [
        StageKind.APPLICATION,
        StageKind.WRITING,
        StageKind.PHONE,
    ]
    assert opening.skills.count() == profile().lines.count() > 5
    assert opening.slug == "customer-service-agent"
    assert drafted(kettle).slug == "customer-service-agent-2"


def test_whoever_writes_an_opening_runs_it_unless_somebody_is_named(kettle):
    texts = Texts(titles={"en": "Night shift"})
    own = hiring.draft_opening(texts, department=kettle.support, by=kettle.mila.actor)
    given = hiring.draft_opening(
        texts, department=kettle.support, by=kettle.mila.actor, hiring_manager=kettle.lea.person
    )
    assert (own.hiring_manager, own.recruiter) == (kettle.mila.person, kettle.mila.person)
    assert (given.hiring_manager, given.recruiter) == (kettle.lea.person, kettle.mila.person)


def test_nobody_approves_what_they_have_requested(kettle):
    opening = drafted(kettle)
    hiring.request_approval(opening, by=kettle.hana.actor)
    with pytest.raises(NotYourself):
        hiring.approve(opening, by=kettle.hana.actor)
    hiring.approve(opening, by=kettle.mila.actor)
    assert opening.status == OpeningStatus.APPROVED
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.filter(pk=opening.pk).update(approved_by=opening.requested_by)


def test_what_happened_to_an_opening_is_on_record(kettle):
    opening = published(kettle)
    hiring.pause(opening, by=kettle.hana.actor)
    hiring.publish_opening(opening, by=kettle.hana.actor)
    hiring.close(opening, by=kettle.hana.actor, is_filled=True)
    told = AuditRecord.objects.filter(about=f"opening:{opening.pk}").order_by("pk")
    assert [record.what for record in told] == [
        "opening.requested", "opening.approved", "opening.published", "opening.paused", "opening.published",
        "opening.closed",
    ]  # fmt: skip


def test_an_opening_is_published_only_when_letters_can_go_out(kettle):
    opening = drafted(kettle)
    hiring.request_approval(opening, by=kettle.hana.actor)
    hiring.approve(opening, by=kettle.mila.actor)
    with pytest.raises(NotReady):
        hiring.publish_opening(opening, by=kettle.hana.actor)
    open_door(kettle)
    hiring.publish_opening(opening, by=kettle.hana.actor)
    with pytest.raises(SomebodyWasFaster):
        hiring.publish_opening(opening, by=kettle.hana.actor)


def test_a_draft_cannot_skip_approval(kettle):
    open_door(kettle)
    with pytest.raises(SomebodyWasFaster):
        hiring.publish_opening(drafted(kettle), by=kettle.hana.actor)


def test_a_title_is_needed(kettle):
    with pytest.raises(Invalid):
        hiring.draft_opening(Texts(titles={"en": " "}), department=kettle.support, by=kettle.hana.actor)


def test_a_closed_opening_takes_nobody_and_keeps_those_who_are_in_it(kettle):
    opening = published(kettle)
    petra = applies(opening)
    hiring.close(opening, by=kettle.hana.actor)
    with pytest.raises(NotOpen):
        applies(opening, "Ivo", "ivo@example.org")
    petra.refresh_from_db()
    assert petra.is_active
    hiring.move(petra, opening.stages.get(position=2), by=kettle.hana.actor)


def test_a_step_with_candidates_stays_in_the_plan(kettle):
    opening = published(kettle)
    applies(opening)
    with pytest.raises(Invalid):
        hiring.plan_stages(opening, [Step(kind=StageKind.INTERVIEW)], by=kettle.hana.actor)
    first = opening.stages.get(position=1)
    hiring.plan_stages(
        opening, [Step(kind=StageKind.INTERVIEW), Step(kind=StageKind.APPLICATION, stage_id=first.pk)],
        by=kettle.hana.actor,
    )  # fmt: skip
    first.refresh_from_db()
    assert first.position == 2


def test_the_profile_of_an_opening_is_its_own(kettle):
    opening = drafted(kettle)
    lines = Line.of(profile())[:2]
    hiring.set_profile(opening, lines, by=kettle.hana.actor)
    assert opening.skills.count() == 2
    assert profile().lines.count() > 2

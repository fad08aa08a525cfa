"""Evidence: it begins with the step, raters judge alone, and nobody outside the circle knows of it."""

import pytest
from django.urls import reverse
from django.utils import translation

from pult.foundation.actors import SYSTEM
from pult.foundation.rights import BuiltIn
from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.models import EvidenceStep, Stage
from pult.hiring.operations import Step
from pult.hiring.tests.office import applies, published
from pult.hiring.types import StageKind
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment, Panel
from pult.scorecards.queries.panels import panels
from pult.scorecards.types import Kind, Mark
from pult.skills.models import Evidence
from tests.cast import player
from tests.scene import scene


@pytest.fixture
@scene
def opening(kettle):
    opening = published(kettle)
    scorecards.renew_scorecards()
    plan = [
        Step(kind=StageKind.APPLICATION),
        Step(kind=StageKind.PHONE, raters=(kettle.lea.person,)),
        Step(kind=StageKind.WRITING, raters=(kettle.lea.person, kettle.mila.person)),
    ]
    hiring.plan_stages(opening, plan, by=kettle.hana.actor)
    return opening


@pytest.fixture
def petra(opening):
    return applies(opening)


def stage(opening, kind) -> Stage:
    return Stage.objects.get(opening=opening, kind=kind)


def mark_all(assessment: Assessment, player, value: int = 4) -> None:
    for criterion in assessment.panel.version.criteria_in_order:
        mark = Mark() if criterion.kind == Kind.TEXT else Mark(min(value, criterion.highest))
        scorecards.save_score(
            assessment, criterion, by=player.actor, mark=mark, evidence="She gave her name and smiled."
        )
    scorecards.submit(assessment, by=player.actor)


def test_a_telephone_talk_begins_when_a_candidate_comes_to_it(kettle, opening, petra):
    hiring.move(petra, stage(opening, "phone_interview"), by=kettle.hana.actor)
    step = petra.steps.get(kind="phone_interview")
    assert step.panel.title == "Phone interview: Petra Kovač"
    assert [one.rater for one in step.panel.assessments.all()] == [kettle.lea.person]
    assert petra.assignments.filter(person=kettle.lea.person).exists()
    assert step.panel.holder == petra.candidate.holder


def test_coming_back_to_a_step_does_not_begin_it_twice(kettle, opening, petra):
    phone = stage(opening, "phone_interview")
    hiring.move(petra, phone, by=kettle.hana.actor)
    hiring.move(petra, opening.stages.get(position=1), by=kettle.hana.actor)
    hiring.move(petra, phone, by=kettle.hana.actor)
    assert petra.steps.filter(stage=phone).count() == 1
    again = hiring.begin_by_hand(petra, phone, by=kettle.hana.actor)
    assert (again.number, again.title) == (2, "Phone interview 2")


def test_what_is_judged_says_something_of_skills_when_the_panel_is_done(kettle, opening, petra):
    hiring.move(petra, stage(opening, "phone_interview"), by=kettle.hana.actor)
    panel = petra.steps.get(kind="phone_interview").panel
    mark_all(Assessment.objects.select_related("panel__version").get(panel=panel), kettle.lea)
    assert Evidence.objects.in_force().filter(holder=petra.candidate.holder).exists()
    view = queries.steps_of(petra, kettle.hana.actor)[-1]
    assert view.is_complete
    assert view.mean is not None


def test_a_panel_about_a_candidate_is_known_to_nobody_outside_hiring(kettle, opening, petra):
    hiring.move(petra, stage(opening, "phone_interview"), by=kettle.hana.actor)
    panel = petra.steps.get(kind="phone_interview").panel
    noor = player("Noor Aziz", BuiltIn.SUPERVISOR)
    cast = {"hana": kettle.hana, "mila": kettle.mila, "lea": kettle.lea, "noor": noor, "ana": kettle.ana}
    knows = {
        name: Panel.objects.visible_to(one.actor).filter(pk=panel.pk).exists() for name, one in cast.items()
    }
    assert knows == {"hana": True, "mila": True, "lea": True, "noor": False, "ana": False}
    mark_all(Assessment.objects.select_related("panel__version").get(panel=panel), kettle.lea)
    assert not Assessment.objects.revealed_to(noor.actor).filter(panel=panel).exists()
    assert panel not in panels(noor.actor).rows


def test_a_blind_panel_has_no_name_on_it_and_lets_nobody_in(kettle, opening, petra):
    step = hiring.begin_step(petra, stage(opening, "writing_sample"), by=kettle.hana.actor)
    panel = hiring.ask_to_judge(step, by=kettle.hana.actor)
    assert panel is not None
    assert "Petra" not in panel.title
    assert not petra.assignments.filter(person=kettle.lea.person).exists()
    page = kettle.lea.client.get(reverse("hiring:step", args=[step.pk]))
    assert page.status_code == 200
    assert "Petra" not in page.content.decode()


def test_the_page_of_a_step_holds_the_sheet_and_a_look_is_written_down(kettle, opening, petra):
    hiring.move(petra, stage(opening, "phone_interview"), by=kettle.hana.actor)
    step = petra.steps.get(kind="phone_interview")
    lea = kettle.lea.client
    sheet = Assessment.objects.get(panel=step.panel)
    there = lea.get(reverse("scorecards:assessment", args=[sheet.pk]))
    assert there.headers["Location"] == reverse("hiring:step", args=[step.pk])
    text = lea.get(there.headers["Location"]).content.decode()
    assert "score-sheet" in text
    assert petra.candidate.looks.filter(person=kettle.lea.person).exists()
    assert kettle.ana.client.get(there.headers["Location"]).status_code == 403


def test_a_step_can_be_begun_by_hand_and_more_people_asked(kettle, opening, petra):
    hana = kettle.hana.client
    first = stage(opening, "phone_interview")
    begun = hana.post(reverse("hiring:steps", args=[petra.pk]), {"stage": first.pk})
    step = EvidenceStep.objects.filter(stage=first).latest("pk")
    assert begun.headers["Location"] == reverse("hiring:step", args=[step.pk])
    hana.post(reverse("hiring:step-raters", args=[step.pk]), {"person": kettle.mila.person.pk})
    step.refresh_from_db()
    assert [one.rater for one in step.panel.assessments.all()] == [kettle.lea.person, kettle.mila.person]


def test_words_about_a_candidate_go_with_them(kettle, opening, petra):
    hiring.move(petra, stage(opening, "phone_interview"), by=kettle.hana.actor)
    panel = petra.steps.get(kind="phone_interview").panel
    mark_all(Assessment.objects.select_related("panel__version").get(panel=panel), kettle.lea)
    hiring.erase(petra.candidate, by=SYSTEM)
    panel.refresh_from_db()
    assert panel.title == ""
    assert not panel.assessments.get().scores.exclude(evidence="").exists()


def test_what_a_candidate_hands_in_is_called_as_the_recruiter_calls_it(kettle, opening, petra):
    step = hiring.begin_step(petra, stage(opening, "writing_sample"), by=kettle.hana.actor)
    with translation.override("sr"):
        panel = hiring.ask_to_judge(step, by=kettle.hana.actor)
    assert panel is not None
    assert panel.title == f"Writing sample no. {step.pk}"

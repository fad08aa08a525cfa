"""Blindness of writing samples: nothing that a grader can reach tells whose it is, or somebody else's marks early."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from pult.foundation import live
from pult.foundation.eventlog.models import EventRecord
from pult.foundation.live import news
from pult.hiring import operations as hiring
from pult.hiring.events import WritingHandedIn
from pult.hiring.models import WritingSample
from pult.hiring.operations import Step
from pult.hiring.tests.office import APPLICANT, applies, published
from pult.hiring.types import StageKind
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment
from pult.scorecards.types import Kind, Mark
from tests.scene import scene

TEXT = (
    "Dear Carla Bergman,\n\nI am sorry about the worktop. Ask for Petra at "
    "+385 91 234 5678.\n\nKind regards\nPetra K."
)
TELLING = ("Petra", "Kovač", "petra@example.org", "234 5678")
BEGIN = (
    "/app/", "/app/hiring/", "/app/hiring/applications/", "/app/scorecards/mine", "/app/scorecards/panels",
    "/app/scorecards", "/app/skills", "/app/settings/", "/app/settings/audit", "/app/settings/jobs",
    "/app/search/?q=petra", "/app/search/?q=worktop", "/app/palette/?q=petra", "/app/palette/?q=worktop",
    "/api/v1/search?q=petra", "/api/v1/customers", "/api/v1/conversations",
)  # fmt: skip
# Lists of everything that is judged name many candidates and many numbers, without tying one to the other.
LISTS = ("/app/scorecards/mine", "/app/scorecards/panels", "/app/settings/audit")
MOST_PAGES = 400


@pytest.fixture
@scene
def opening(kettle):
    opening = published(kettle)
    scorecards.renew_scorecards()
    hiring.renew_tasks()
    plan = [
        Step(kind=StageKind.PHONE, raters=(kettle.lea.person,)),
        Step(kind=StageKind.WRITING, raters=(kettle.lea.person, kettle.mila.person)),
    ]
    hiring.plan_stages(opening, plan, by=kettle.hana.actor)
    return opening


def hands_in(kettle, opening, text=TEXT) -> WritingSample:
    petra = applies(opening, phone="+385 91 234 5678", language="en")
    hiring.move(petra, opening.stages.get(kind="writing_sample"), by=kettle.hana.actor)
    sample = WritingSample.objects.get(step__application=petra)
    hiring.start_writing(sample, by=APPLICANT)
    hiring.hand_in_writing(sample, text, by=APPLICANT)
    sample.step.refresh_from_db()
    return sample


def grade(sample, player) -> None:
    sheet = Assessment.objects.select_related("panel__version").get(
        panel=sample.step.panel, rater=player.person
    )
    for criterion in sheet.panel.version.criteria_in_order:
        mark = Mark() if criterion.kind == Kind.TEXT else Mark(min(4, criterion.highest))
        scorecards.save_score(sheet, criterion, by=player.actor, mark=mark, evidence="Warm words.")
    scorecards.submit(sheet, by=player.actor)


def everything_reachable(client: Client) -> dict[str, str]:
    """Every page and piece of data that links lead to, from everywhere one may begin."""
    waiting: list[str] = list(BEGIN)
    seen: dict[str, str] = {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop()
        if address in seen:
            continue
        response = client.get(address)
        if there := response.headers.get("Location", ""):
            waiting.append(there)
        text = response.getvalue().decode(errors="replace") if response.status_code == 200 else ""
        seen[address] = text
        found = re.findall(r"(?:href|hx-get|src|action)=\"(/(?:app|api|files)[^\"#]*)", text)
        waiting += [one for one in map(unescape, found) if not re.search(r"sign-?out|logout|/static/", one)]
    return seen


def test_no_page_that_a_grader_reaches_brings_name_and_answer_together(kettle, opening):
    """Mila reaches most: she manages, too. Lea is done, Mila is not."""
    sample = hands_in(kettle, opening)
    grade(sample, kettle.lea)
    pages = everything_reachable(kettle.mila.client)
    assert "Warm words." not in "".join(pages.values())
    mine = f"/app/hiring/steps/{sample.step_id}/"
    assert "sorry about the worktop" in pages[mine]
    for address, text in pages.items():
        tells = [word for word in TELLING if word in text]
        if tells:
            assert "sorry about the worktop" not in text, (address, tells)
            assert mine not in text, (address, tells)
            is_list = address.startswith(LISTS)
            assert is_list or sample.step.panel.title not in text, (address, tells)


def test_somebody_who_only_grades_learns_nothing_of_the_candidate_anywhere(kettle, opening):
    opening.stages.get(kind="phone_interview").raters.clear()
    hands_in(kettle, opening)
    for address, text in everything_reachable(kettle.lea.client).items():
        assert [word for word in TELLING if word in text] == [], address


def test_the_own_words_are_shown_to_those_who_run_it_when_everybody_is_done(kettle, opening):
    sample = hands_in(kettle, opening)
    page = f"/app/hiring/steps/{sample.step_id}/"
    assert "Petra K." not in kettle.hana.client.get(page).content.decode().partition("answer-title")[2]
    grade(sample, kettle.lea)
    assert "Petra" not in kettle.lea.client.get(page).content.decode()
    grade(sample, kettle.mila)
    assert "Petra K." in kettle.hana.client.get(page).content.decode()
    assert "Petra K." not in kettle.lea.client.get(page).content.decode()


def test_no_mark_is_seen_before_both_are_done(kettle, opening):
    sample = hands_in(kettle, opening)
    grade(sample, kettle.lea)
    panel = f"/app/scorecards/panels/{sample.step.panel_id}"
    for player in (kettle.mila, kettle.hana):
        assert "Warm words." not in player.client.get(panel).content.decode()
    grade(sample, kettle.mila)
    assert "Warm words." in kettle.mila.client.get(panel).content.decode()


def test_news_and_the_log_of_facts_carry_numbers_only(kettle, opening, monkeypatch):
    told: list[str] = []
    petra = applies(opening, phone="+385 91 234 5678", language="en")
    hiring.move(petra, opening.stages.get(kind="writing_sample"), by=kettle.hana.actor)
    sample = WritingSample.objects.get(step__application=petra)
    hiring.start_writing(sample, by=APPLICANT)
    kettle.settle()
    monkeypatch.setattr(news, "announce", lambda *topics: told.extend(topics))
    hiring.hand_in_writing(sample, TEXT, by=APPLICANT)
    kettle.settle()
    facts = " ".join(f"{one.name} {one.data}" for one in EventRecord.objects.all())
    assert "writing.handed_in" in facts
    assert not [word for word in (*TELLING, "worktop") if word in facts]
    wanted = {f"application:{petra.pk}", f"opening:{opening.pk}"}
    assert not wanted & set(told)
    assert (
        WritingHandedIn(
            application_id=1, opening_id=1, department_id=1, step_id=1, by="system", at=timezone.now()
        ).topics
        == ()
    )
    hiring.unassign(petra, kettle.lea.person, by=kettle.hana.actor)
    assert live.allowed(kettle.lea.actor, wanted) == set()


def test_a_grader_who_also_interviews_does_not_find_the_answer_on_the_candidates_page(kettle, opening):
    sample = hands_in(kettle, opening)
    application = sample.step.application
    assert application.assignments.filter(person=kettle.lea.person).exists()
    page = f"/app/hiring/applications/{application.pk}/"
    step = f"/app/hiring/steps/{sample.step_id}/"
    assert step not in kettle.lea.client.get(page).content.decode()
    assert step in kettle.hana.client.get(page).content.decode()
    grade(sample, kettle.lea)
    assert step in kettle.lea.client.get(page).content.decode()

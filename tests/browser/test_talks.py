"""Talks in a browser: a panel of three on one kit, each alone until everybody is done."""

import re

import pytest
from playwright.sync_api import Page, expect

from pult.hiring import operations as hiring
from pult.hiring.models import EvidenceStep, InterviewKit
from pult.hiring.operations import Step
from pult.hiring.tests import office
from pult.hiring.types import StageKind
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Score
from tests.browser.watching import assert_accessible


@pytest.fixture
def step(kettle) -> EvidenceStep:
    opening = office.published(kettle)
    scorecards.renew_scorecards()
    hiring.renew_bank()
    panel = (kettle.lea.person, kettle.mila.person, kettle.hana.person)
    steps = [Step(kind=StageKind.APPLICATION), Step(kind=StageKind.INTERVIEW, minutes=20, raters=panel)]
    hiring.plan_stages(opening, steps, by=kettle.hana.actor)
    stage = opening.stages.get(kind="interview")
    hiring.propose_kit(stage, by=kettle.hana.actor)
    petra = office.applies(opening)
    hiring.move(petra, stage, by=kettle.hana.actor)
    return petra.steps.get(stage=stage)


def note_down(page: Page, words: str) -> None:
    for row in page.locator("score-criterion").all():
        row.locator("textarea").fill(words)
        row.locator(".mark", has_text="4").click()
        expect(row.locator("[data-state]")).to_contain_text("Saved")


def test_three_judge_one_talk_blind_at_the_same_time(enter, kettle, step):
    cast = {"Lea": kettle.lea, "Mila": kettle.mila, "Hana": kettle.hana}
    pages = {name: enter(one, f"/app/hiring/steps/{step.pk}/") for name, one in cast.items()}
    assert_accessible(pages["Lea"])
    for name, page in pages.items():
        note_down(page, f"{name} heard it.")
    questions = InterviewKit.objects.whole().get().questions_in_order
    assert Score.objects.count() == 3 * len(questions)
    for name, page in pages.items():
        page.reload()
        for other in set(cast) - {name}:
            expect(page.locator("body")).not_to_contain_text(f"{other} heard it.")
        expect(page.locator("textarea").first).to_have_value(f"{name} heard it.")
    lea = pages["Lea"]
    first = lea.locator(f"#question-{questions[0].pk}")
    first.get_by_role("button", name="Asked").click()
    expect(first.get_by_role("button", name="Asked")).to_have_attribute("aria-pressed", "true")
    lea.get_by_role("button", name="Start the time").first.click()
    expect(lea.get_by_role("button", name="Pause the time")).to_have_count(1)
    for page in pages.values():
        page.get_by_role("button", name="Submit").click()
        page.locator("dialog[open]").get_by_role(
            "button", name=re.compile("Submit|Yes|Go on|Confirm")
        ).click()
        expect(page.get_by_text("Submitted. Your marks are locked now.")).to_be_visible()
    pages["Hana"].reload()
    for name in cast:
        expect(pages["Hana"].locator("body")).to_contain_text(f"{name} heard it.")

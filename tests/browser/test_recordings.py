"""A talk is recorded in the browser, listened to, and its moments stand beside the evidence."""

import re

import pytest
from playwright.sync_api import Page, expect

from pult.hiring import operations as hiring
from pult.hiring.models import EvidenceStep, Look, Recording, RecordingPiece
from pult.hiring.operations import Step
from pult.hiring.tests import office
from pult.hiring.types import StageKind
from pult.scorecards import operations as scorecards
from tests.browser.watching import assert_accessible


@pytest.fixture
def step(kettle) -> EvidenceStep:
    opening = office.published(kettle)
    scorecards.renew_scorecards()
    hiring.renew_bank()
    steps = [
        Step(kind=StageKind.APPLICATION),
        Step(kind=StageKind.PHONE, minutes=15, raters=(kettle.lea.person,)),
    ]
    hiring.plan_stages(opening, steps, by=kettle.hana.actor)
    petra = office.applies(opening, phone="+385 91 234 5678")
    hiring.move(petra, opening.stages.get(kind=StageKind.PHONE), by=kettle.hana.actor)
    return petra.steps.get(kind=StageKind.PHONE)


def until(page: Page, condition: str) -> None:
    """Wait for something that only script can tell."""
    for _try in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(condition)


def test_lea_records_two_seconds_keeps_them_and_notes_the_moment(enter, kettle, step):
    page = enter(kettle.lea, f"/app/hiring/steps/{step.pk}/")
    page.get_by_text("They agree at the beginning of the talk").click()
    page.get_by_label("I have said this, and the candidate has agreed.").check()
    page.get_by_role("button", name="Write it down").click()
    recorder = page.locator("talk-recorder")
    expect(recorder).to_contain_text("Ready to record")
    assert_accessible(page)
    recorder.get_by_role("button", name="Record", exact=True).click()
    expect(recorder.locator("[data-words]")).to_have_text("Recording")
    until(page, "document.querySelector('[data-level]').value > 0.05")
    expect(recorder.locator("[data-time]")).to_have_text("0:02")
    recorder.get_by_role("button", name="Pause").click()
    expect(recorder.locator("[data-words]")).to_have_text("Recording is paused")
    recorder.get_by_role("button", name="Continue recording").click()
    recorder.get_by_role("button", name="Stop").click()
    expect(recorder.locator("[data-listen]")).to_be_visible()
    until(page, "document.querySelector('[data-listen]').readyState > 0")
    recorder.get_by_role("button", name="Keep the recording").click()
    player = page.locator("talk-player")
    expect(player).to_be_visible()
    kept = Recording.objects.get()
    assert 1.5 < kept.seconds < 6
    assert not RecordingPiece.objects.exists()
    assert not Look.objects.filter(what__startswith="recording").exists()
    player.get_by_role("button", name="Play").click()
    until(page, "document.querySelector('talk-player audio').currentTime > 0.3")
    assert page.evaluate("Number.isFinite(document.querySelector('talk-player audio').duration)")
    assert Look.objects.filter(what=f"recording {kept.pk}", person=kettle.lea.person).count() == 1
    page.evaluate("document.querySelector('talk-player').jump(1)")
    player.get_by_role("button", name="Play").click()
    row = page.locator(".criterion:has(textarea)").first
    row.locator("textarea").fill("She greets kindly")
    row.get_by_role("button", name="Note the moment").click()
    expect(row.locator("textarea")).to_have_value(re.compile(r"She greets kindly \[00:0\d\] "))
    expect(row.locator("[data-state]")).to_contain_text("Saved")
    row.locator("textarea").fill("Later she thanks [00:01]")
    row.locator(".talk-marks").get_by_role("button", name="00:01").click()
    until(page, "!document.querySelector('talk-player audio').paused")
    player.get_by_role("combobox").select_option("2")
    assert page.evaluate("document.querySelector('talk-player audio').playbackRate") == 2
    row.locator("textarea").press("Alt+KeyK")
    assert_accessible(page)

"""Scorecards in a real browser: judging by keyboard, saved as it is typed, blind until done, side by side after."""

import re

from playwright.sync_api import Page, expect

from pult.scorecards.models import Assessment, Score
from pult.scorecards.tests.stage import role_play
from tests.browser.conftest import Enter
from tests.browser.watching import assert_accessible
from tests.cast import Kettle


def fill_in(page: Page, mark: str) -> None:
    """Every criterion by keyboard: to the next, evidence, back, the mark."""
    count = page.locator(".criterion").count()
    for at in range(count):
        page.keyboard.press("j")
        page.keyboard.press("e")
        page.keyboard.type(f"Heard at minute {at}.")
        page.keyboard.press("Escape")
        page.keyboard.press(mark)
    expect(page.locator("[data-answered]")).to_have_text(str(count))


def test_two_people_judge_alone_and_then_talk(kettle: Kettle, enter: Enter):
    play = role_play(kettle, kettle.lea, kettle.mila)
    lea, mila = enter(kettle.lea, "/app/scorecards/mine"), enter(kettle.mila, None)
    lea.get_by_role("link", name="Role play: the leaking kettle").click()
    expect(lea.locator(".criterion")).to_have_count(13)
    assert_accessible(lea)
    fill_in(lea, "4")
    lea.reload()
    expect(lea.get_by_label("Evidence").first).to_have_value("Heard at minute 0.")
    expect(lea.locator(".criterion").first.get_by_label("4", exact=False)).to_be_checked()
    lea.get_by_role("button", name="Submit").click()
    lea.locator("dialog[open]").get_by_role("button", name=re.compile("Submit|Yes|Go on|Confirm")).click()
    expect(lea.get_by_text("Submitted. Your marks are locked now.")).to_be_visible()

    panel = f"/app/scorecards/panels/{play.panel.pk}"
    mila.goto(panel)
    expect(mila.get_by_role("heading", name="Still blind")).to_be_visible()
    assert "Heard at minute" not in mila.content()
    mila.get_by_role("link", name="Judge", exact=True).click()
    fill_in(mila, "2")
    mila.get_by_role("button", name="Submit").click()
    mila.locator("dialog[open]").get_by_role("button", name=re.compile("Submit|Yes|Go on|Confirm")).click()
    expect(mila.get_by_text("2 apart").first).to_be_visible()
    expect(lea.get_by_text("2 apart").first).to_be_visible()  # the page that waited has heard of it
    assert_accessible(mila)
    mila.get_by_role("link", name="Change the mark for Showed empathy").last.click()
    assert_accessible(mila)
    mila.locator("label[for=new-4]").click()
    mila.get_by_label("Why").fill("We heard the call again.")
    mila.get_by_role("button", name="Change", exact=True).click()
    expect(mila.get_by_text("We heard the call again.")).to_be_visible()


def test_a_second_window_is_told_and_nothing_is_lost(kettle: Kettle, enter: Enter, complaints):
    complaints.allow("409")
    play = role_play(kettle, kettle.lea)
    address = f"/app/scorecards/assessments/{play.sheet(kettle.lea).pk}"
    first, second = enter(kettle.lea, address), enter(kettle.lea, address)
    for page, words in ((first, "From the first window"), (second, "From the second window")):
        page.get_by_label("Evidence").first.fill(words)
        page.get_by_label("Evidence").first.blur()
        if page is first:
            expect(page.get_by_text("Saved").first).to_be_visible()
    told = second.locator("[data-other]:visible")
    expect(told).to_contain_text("From the first window")
    expect(second.get_by_label("Evidence").first).to_have_value("From the second window")
    told.get_by_role("button", name="Keep mine").click()
    expect(told).to_be_hidden()
    expect(second.get_by_text("Saved").first).to_be_visible()
    assert Score.objects.get().evidence == "From the second window"


def test_what_is_typed_while_the_line_is_down_arrives_later(kettle: Kettle, enter: Enter, complaints):
    complaints.allow("ERR_INTERNET_DISCONNECTED|ERR_FAILED|net::|Failed to fetch")
    play = role_play(kettle, kettle.lea)
    page = enter(kettle.lea, f"/app/scorecards/assessments/{play.sheet(kettle.lea).pk}")
    page.context.set_offline(True)
    page.get_by_label("Evidence").first.fill("Typed in a tunnel")
    expect(page.get_by_text("Not saved yet; kept in this browser").first).to_be_visible()
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Saved").first).to_be_visible()
    assert Score.objects.get().evidence == "Typed in a tunnel"
    assert Assessment.objects.get().is_open


def test_a_scorecard_is_built_by_hand(kettle: Kettle, enter: Enter):
    page = enter(kettle.mila, "/app/scorecards/new")
    page.get_by_label("Title").fill("Welcome call")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("What else is judged here").fill("Sounded glad")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("What 1 looks like").fill("Flat and quick.")
    page.get_by_label("What 5 looks like").fill("One can hear the smile.")
    assert_accessible(page)
    page.get_by_role("button", name="Save", exact=True).click()
    assert_accessible(page)
    page.get_by_role("button", name="Publish").click()
    page.locator("dialog[open]").get_by_role("button", name=re.compile("Publish|Yes|Go on|Confirm")).click()
    expect(page.get_by_text("In force")).to_be_visible()
    assert_accessible(page)

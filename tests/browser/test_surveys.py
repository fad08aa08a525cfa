"""A survey is written in the browser, answered on a phone, and read; axe looks at every page on the way."""

from playwright.sync_api import Page, expect

from pult.surveys import operations as surveys
from pult.surveys import queries
from pult.surveys.models import Response, Survey
from pult.surveys.types import Kind
from tests.browser.conftest import Enter
from tests.browser.watching import assert_accessible
from tests.cast import Kettle


def a_question(page: Page, kind: str, **texts: str) -> None:
    """Mila adds a question of this kind and writes its words; they are kept as she leaves a field."""
    page.get_by_role("button", name=kind, exact=True).click()
    card = page.locator(".surveys-card[open]").last
    expect(card).to_be_visible()
    for language, words in texts.items():
        field = card.locator(f"[name='text-{language.replace('_', '-')}']")
        field.fill(words)
        field.blur()
    expect(page.locator("#preview")).to_contain_text(texts["en"])


def test_a_survey_is_written_answered_and_read(enter: Enter, kettle: Kettle):
    survey = surveys.new_survey("Summer party", kind=Kind.OTHER, by=kettle.mila.actor)
    mila = enter(kettle.mila, f"/app/surveys/{survey.pk}/")
    a_question(mila, "Yes or no", en="Did you come?", sr_latn="Da li ste došli?")
    a_question(mila, "A few words", en="Why not?")
    card = mila.locator(".surveys-card[open]").last
    card.get_by_label("Ask this after an answer to").select_option(label="Did you come?")
    card.get_by_label("that is one of").fill("no")
    card.get_by_role("button", name="Save").click()
    expect(mila.locator(".surveys-card", has_text="Why not?")).to_be_visible()
    mila.wait_for_load_state("networkidle")
    mila.get_by_role("link", name="Српски").click()
    expect(mila.locator("#preview")).to_contain_text("Да ли сте дошли?")
    assert_accessible(mila)
    mila.reload()
    mila.get_by_role("button", name="Publish").click()
    mila.locator("dialog[open]").get_by_role("button", name="Yes, go on").click()
    expect(mila.get_by_text("stays as it is")).to_be_visible()

    survey = Survey.objects.get(pk=survey.pk)
    invitation = surveys.issue(survey, address="carl@example.org", language="en", by=kettle.mila.actor)
    carl_answers_on_his_phone(enter(None, None), queries.link_of(invitation).partition("/survey/")[2])
    assert {str(answer) for answer in Response.objects.get().answers.all()} == {"no", "Rain"}

    mila.goto(f"/app/surveys/{survey.pk}/results")
    expect(mila.locator(".surveys-comments")).to_contain_text("Rain")
    assert_accessible(mila)


def carl_answers_on_his_phone(page: Page, token: str) -> None:
    """A question comes out as soon as his answer leads to it."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/survey/{token}")
    why = page.get_by_role("textbox", name="Why not?")
    expect(why).to_be_hidden()
    page.get_by_role("radio", name="Yes").check()
    expect(why).to_be_hidden()
    page.get_by_role("radio", name="No").check()
    why.fill("Rain")
    assert_accessible(page)
    page.get_by_role("button", name="Send the answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert_accessible(page)

"""Every component in a real browser: readable for everybody, light and dark, wide and narrow, within its weight."""

import gzip

import pytest
from playwright.sync_api import Page, Response, expect

from pult.accounts.models import Person
from tests.browser.conftest import Enter
from tests.browser.watching import Complaints, assert_accessible
from tests.cast import Kettle, Player

GALLERY = "/app/gallery"
MOST_BYTES = 150_000
MOST_REQUESTS = 15


def look(player: Player, theme: str, density: str) -> None:
    """What the person has chosen on their profile."""
    Person.objects.filter(pk=player.person.pk).update(theme=theme, density=density)


def every_detail(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


@pytest.mark.parametrize(
    ("theme", "density", "width"),
    [
        ("light", "comfortable", 1440),
        ("dark", "comfortable", 1440),
        ("light", "compact", 390),
        ("dark", "compact", 390),
    ],
)
def test_everybody_can_use_every_component(
    kettle: Kettle, enter: Enter, theme: str, density: str, width: int
):
    page = enter(kettle.ana, None)
    page.set_viewport_size({"width": width, "height": 900})
    look(kettle.ana, theme, density)
    page.goto(GALLERY)
    expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
    every_detail(page)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_charts_are_drawn_under_the_strict_policy(kettle: Kettle, enter: Enter):
    page = enter(kettle.ana, GALLERY)
    chart = page.locator("pult-chart").first
    chart.scroll_into_view_if_needed()
    expect(chart.locator("svg path").first).to_be_attached()
    box = chart.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 120)
    expect(chart.locator("svg text", has_text="Solved").first).to_be_attached()


def test_a_menu_is_walked_with_the_keyboard(kettle: Kettle, enter: Enter):
    page = enter(kettle.ana, GALLERY)
    button = page.get_by_role("button", name="Actions")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Snooze until tomorrow")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Merge with another")).to_be_focused()
    assert_accessible(page, within="#menu-one")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_a_question_is_asked_before_something_is_deleted(kettle: Kettle, enter: Enter):
    page = enter(kettle.ana, GALLERY)
    page.get_by_role("button", name="Ask first").click()
    dialog = page.get_by_role("dialog", name="Delete the macro “Refund”? Three rules use it.")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys on this page")).to_be_visible()


def test_the_theme_is_tried_at_once_and_the_persons_own_comes_back(kettle: Kettle, enter: Enter):
    page = enter(kettle.ana, GALLERY)
    page.get_by_text("Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "auto")


def test_a_theme_that_is_saved_in_the_profile_stays(kettle: Kettle, enter: Enter):
    page = enter(kettle.ana, "/app/settings/profile")
    page.get_by_label("Dark", exact=True).check()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    page.goto("/app/conversations/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_pages_that_lead_nowhere_can_be_read_too(kettle: Kettle, enter: Enter, complaints: Complaints):
    complaints.allow("404")
    page = enter(kettle.ana, "/no/such/page")
    expect(page.get_by_role("heading", name="There is nothing here")).to_be_visible()
    assert_accessible(page)


def test_the_first_load_is_light(kettle: Kettle, enter: Enter):
    page = enter(kettle.ana, None)
    loaded: list[Response] = []
    page.on("response", lambda answer: loaded.append(answer))
    page.goto(GALLERY)
    page.wait_for_load_state("networkidle")
    assert len(loaded) <= MOST_REQUESTS
    # The files are sent compressed; the page itself is compressed by whatever stands before Pult.
    document, files = loaded[0], loaded[1:]
    weight = len(gzip.compress(document.body())) + sum(
        answer.request.sizes()["responseBodySize"] for answer in files
    )
    assert weight <= MOST_BYTES


def test_news_on_the_body_fetch_a_fragment_again(kettle: Kettle, enter: Enter):
    page = enter(kettle.ana, GALLERY)
    page.evaluate(
        """() => {
          document.querySelector("#tones").insertAdjacentHTML("beforeend",
            `<p id="fresh" data-live="conversation:12" hx-get="/app/gallery/icons" hx-select="main"
                hx-trigger="live:conversation:12 from:body delay:50ms">old</p>`);
          window.htmx.process(document.querySelector("#fresh"));
        }"""
    )
    with page.expect_response("**/app/gallery/icons"):
        page.evaluate("document.body.dispatchEvent(new CustomEvent('live:conversation:12'))")
    expect(page.locator("#fresh")).to_contain_text("inbox")

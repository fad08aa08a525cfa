"""Hiring in a browser: somebody applies on a phone without any script; a card is dragged, or moved by keys."""

from pathlib import Path

from playwright.sync_api import expect

from pult.hiring.documents import text_of
from pult.hiring.models import Application
from pult.hiring.tests import office

PHONE = {"width": 390, "height": 844}


def test_somebody_applies_on_a_phone_in_cyrillic_without_any_script(enter, kettle, tmp_path: Path):
    office.published(kettle)
    page = enter(None, None, java_script_enabled=False)
    cv = tmp_path / "cv.pdf"
    page.set_content("<p>Радила сам на рецепцији.</p><p>Čaj, ćup, šećer, žar, đak.</p>")
    cv.write_bytes(page.pdf())
    page.set_viewport_size(PHONE)
    page.goto("/careers/sr/")
    page.get_by_role("link", name="Агент корисничке подршке").click()
    page.get_by_role("link", name="Пријави се").first.click()
    page.get_by_label("Ваше име").fill("Јована Јовановић")
    page.locator("#id_email").fill("jovana@example.org")
    page.locator("#id_cv").set_input_files(cv)
    page.locator("#id_consent").check()
    page.get_by_role("button", name="Пошаљи пријаву").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Хвала")
    application = Application.objects.get()
    assert application.candidate.name == "Јована Јовановић"
    assert application.candidate.language == "sr"
    read = text_of(cv.read_bytes(), "application/pdf") or ""
    assert "Радила сам на рецепцији." in read
    assert "Čaj, ćup, šećer, žar, đak." in read


def test_a_file_that_is_too_large_is_told_before_anything_is_sent(enter, kettle, tmp_path: Path):
    opening = office.published(kettle)
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    page = enter(None, f"/careers/en/{opening.slug}/application")
    page.get_by_label("Your name").fill("Petra")
    page.locator("#id_cv").set_input_files(huge)
    expect(page.get_by_role("alert")).to_contain_text("too large")
    expect(page.get_by_label("Your name")).to_have_value("Petra")


def test_a_card_is_dragged_or_moved_by_keys(enter, kettle):
    opening = office.published(kettle)
    petra = office.applies(opening)
    first, second = opening.stages.in_order()[:2]
    page = enter(kettle.hana, f"/app/hiring/openings/{opening.pk}/board")
    page.locator(f"#card-{petra.pk}").drag_to(page.locator(f"[data-stage='{second.pk}']"))
    expect(page.locator(f"[data-stage='{second.pk}'] .hire-card")).to_have_count(1)
    page.get_by_label("Step of Petra Kovač").select_option(str(first.pk))
    page.get_by_role("button", name="Move").press("Enter")
    expect(page.locator(f"[data-stage='{first.pk}'] .hire-card")).to_have_count(1)
    petra.refresh_from_db()
    assert petra.stage == first

"""What a department asks of its own: a type with a conditional field that holds a solving up, on a phone in Serbian."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.looking import look_at, on_a_phone, speaks
from tests.browser.watching import Complaints
from tests.cast import Kettle


def save(page: Page) -> None:
    page.locator(".pult-form-actions button").first.click()


def the_type_with_its_fields(page: Page) -> None:
    """Which fault it is, how much leaks when it leaks, and the type that asks for both; written in Croatian."""
    page.locator("[name=name-hr]").fill("Vrsta kvara")
    for number, choice in enumerate(("Curi", "Ne grije")):
        page.locator("[name=choice-hr]").nth(number).fill(choice)
    save(page)
    expect(page.locator("main")).to_contain_text("Vrsta kvara")
    page.goto("/app/settings/fields/new?for=conversation&kind=short")
    page.locator("[name=name-hr]").fill("Koliko curi")
    page.get_by_label("Curi", exact=True).check()
    page.locator("[name=is_required]").check()
    look_at(page, "new-field")
    save(page)
    expect(page.locator("main")).to_contain_text("samo kad je „Vrsta kvara”: Curi · obavezno za rješenje")
    page.goto("/app/settings/types")
    page.get_by_role("button", name="Nova vrsta").click()
    page.get_by_role("dialog").locator("[name=name-hr]").fill("Kvar")
    page.get_by_role("dialog").locator("[type=submit]").click()
    expect(page.locator("[name=ask]")).to_have_count(2)
    for one in page.locator("[name=ask]").all():
        one.check()
    save(page)
    expect(page.locator("[name=ask]:checked")).to_have_count(2)


def test_a_field_is_asked_when_it_matters_and_holds_the_solving_up(
    enter: Enter, kettle: Kettle, complaints: Complaints
):
    complaints.allow("422")
    speaks(kettle.omar, "hr")
    speaks(kettle.ana, "sr")
    leak = kettle.conversation("carl@example.org", name="Carl Carlsson")
    the_type_with_its_fields(enter(kettle.omar, "/app/settings/fields/new?for=conversation&kind=one"))
    ana = on_a_phone(enter, kettle.ana, f"/app/conversations/{leak.pk}/")
    ana.get_by_role("button", name="Појединости").click()
    fields = ana.locator("#fields")
    fields.get_by_label("Врста").select_option(label="Kvar")
    which = fields.get_by_label("Vrsta kvara")
    which.select_option(label="Ne grije")
    expect(fields.get_by_label("Koliko curi")).to_have_count(0)
    which.select_option(label="Curi")
    expect(fields).to_contain_text("Потребно пре решења")
    look_at(ana, "fields")
    # The details fold away, and the conversation stays.
    ana.keyboard.press("Escape")
    expect(fields).to_be_hidden()
    ana.get_by_role("button", name="Реши").click()
    expect(ana.locator("#toasts")).to_contain_text("Пре решења попуните")
    ana.get_by_role("button", name="Појединости").click()
    fields.get_by_label("Koliko curi").fill("Kap u minuti")
    ana.keyboard.press("Tab")
    expect(fields).not_to_contain_text("Потребно пре решења")
    ana.keyboard.press("Escape")
    ana.get_by_role("button", name="Реши").click()
    expect(ana.locator("#desk-list")).to_be_visible()
    leak.refresh_from_db()
    assert leak.is_resolved

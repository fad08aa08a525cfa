"""Pages that compare candidates and check for fairness, and the voluntary questions; axe looks on the way."""

import pytest
from playwright.sync_api import expect

from pult.hiring import operations as hiring
from pult.hiring.equality import address_of, digest_of
from pult.hiring.models import EqualAnswer
from pult.hiring.tests import office
from pult.hiring.tests.test_decisions import judged_by, planned
from tests.browser.watching import assert_accessible

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def petra(kettle):
    application = office.applies(planned(kettle), language="sr")
    judged_by(application, kettle.lea, kettle.mila, value=5)
    return application


def test_candidates_side_by_side_figures_and_fairness_can_be_read_by_everybody(enter, kettle, petra):
    hana = enter(kettle.hana, f"/app/hiring/openings/{petra.opening_id}/comparison")
    assert_accessible(hana)
    for address in ("figures", "fairness"):
        hana.goto(f"/app/hiring/{address}")
        assert_accessible(hana)


def test_voluntary_questions_on_a_phone_without_any_script(enter, kettle, petra):
    hiring.change_settings(asks_equality=True, by=kettle.hana.actor)
    page = enter(None, None, java_script_enabled=False)
    page.set_viewport_size(PHONE)
    page.goto("/careers" + address_of(petra.pk, "sr").partition("/careers")[2])
    page.get_by_label("Жена").check()
    page.get_by_role("button", name="Пошаљи").click()
    expect(page.locator("main")).to_contain_text("Хвала")
    assert EqualAnswer.objects.get().digest == digest_of(petra.pk)

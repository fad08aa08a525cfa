"""From all evidence on one page to a colleague: decided, offered, accepted on a phone, hired; axe looks on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pult.hiring import operations as hiring
from pult.hiring.equality import address_of, digest_of
from pult.hiring.links import token_for
from pult.hiring.models import EqualAnswer
from pult.hiring.tests import office
from pult.hiring.tests.test_decisions import judged_by, planned
from pult.workforce.models import Member
from tests.browser.watching import assert_accessible

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def petra(kettle):
    application = office.applies(planned(kettle), language="sr")
    judged_by(application, kettle.lea, kettle.mila, value=5)
    return application


def test_a_candidate_is_decided_offered_and_hired(enter, kettle, petra):
    hana = enter(kettle.hana, f"/app/hiring/applications/{petra.pk}/decision")
    assert_accessible(hana)
    hana.get_by_label("Hire", exact=True).check()
    hana.get_by_label("Reasons").fill("Calm on the phone, clear in every answer.")
    hana.get_by_role("button", name="Decide").click()
    expect(hana.get_by_role("heading", level=1)).to_have_text("Page of reasons")
    assert_accessible(hana)
    hana.goto(f"/app/hiring/applications/{petra.pk}/")
    hana.locator("#offer").get_by_label("Pay").fill("1.300 €")
    hana.get_by_label("Answer by").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    hana.get_by_role("button", name="Send the offer").click()
    expect(hana.locator("#offer")).to_contain_text("1.300 €")
    assert_accessible(hana)
    own = f"/careers/status/{token_for(petra.pk, petra.candidate.link_key)}"
    page = enter(None, None, java_script_enabled=False)
    page.set_viewport_size(PHONE)
    page.goto(own)
    page.get_by_label("Да, прихватам ову понуду").check()
    page.get_by_role("button", name="Прихвати понуду").click()
    expect(page.locator("#offer")).to_contain_text("Прихватили сте ову понуду")
    hana.reload()
    hana.locator("#offer").get_by_role("button", name="Hire", exact=True).click()
    kettle.settle()
    hana.reload()
    expect(hana.locator("#offer")).to_contain_text("Petra Kovač is a member of the team")
    assert Member.objects.filter(person__email="petra@example.org").exists()


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

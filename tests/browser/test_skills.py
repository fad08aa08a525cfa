"""Skills in a browser: a skill of one's own, a profile of one's own, and what stands behind a figure."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from pult.foundation.actors import SYSTEM
from pult.skills import operations as skills
from pult.skills.types import Source
from tests.browser.conftest import Enter
from tests.browser.watching import WCAG, faults_of
from tests.cast import Kettle


def test_a_manager_makes_a_skill_weighs_it_and_looks_behind_a_figure(enter: Enter, kettle: Kettle):
    holder = skills.find_or_make_holder(person=kettle.ana.person)
    for number, score in enumerate((2, 3, 4)):
        observed = timezone.now() - timedelta(days=90 - 30 * number)
        skills.evidence(
            holder, "patience", score=score, source=Source.REVIEW, source_ref=f"review:{number}",
            observed_at=observed, by=SYSTEM,
        )  # fmt: skip
    page = enter(kettle.mila, "/app/skills/catalogue")
    page.get_by_role("button", name="New skill").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert faults_of(page, tags=WCAG) == []
    page.get_by_label("Name, English").fill("Voice on the phone")
    page.get_by_label("Name, Srpski (latinica)").fill("Glas na telefonu")
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_text("The skill is in the catalogue.")).to_be_visible()

    page.goto("/app/skills/profiles")
    page.get_by_role("button", name="Copy Ten soft skills").click()
    page.get_by_label("Weight of Voice on the phone").fill("4")
    page.get_by_label("Voice on the phone is a must-have").check()
    page.get_by_role("button", name="Save").click()
    copy = page.get_by_role("region", name="Copy of Ten soft skills")
    expect(copy.get_by_text("× 4")).to_be_visible()
    expect(copy.get_by_text("Must-have")).to_have_count(1)

    page.goto(f"/app/skills/people/{holder.pk}")
    page.get_by_label("Profile", exact=True).select_option("Copy of Ten soft skills")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("Nothing that this profile asks for is known yet.")).to_be_visible()
    page.get_by_role("link", name="n = 3").first.click()
    expect(page.get_by_role("cell", name="Counts")).to_have_count(3)

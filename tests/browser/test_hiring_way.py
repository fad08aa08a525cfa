"""The whole way of one candidate: from the form on a phone to a member of the team whose evidence has come along."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from pult.hiring import operations as hiring
from pult.hiring.models import Application, Opening
from pult.hiring.operations import Step
from pult.hiring.tests import office
from pult.hiring.types import StageKind
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment
from pult.scorecards.types import Kind, Mark
from pult.skills.models import Evidence
from pult.workforce.models import Member
from tests.browser.conftest import Enter
from tests.browser.postbox import Postbox
from tests.browser.watching import assert_accessible
from tests.cast import Kettle, Player

PHONE = {"width": 390, "height": 844}
ADDRESS = "jovana@example.org"
REFEREE = "dragana@example.org"
OWN_PAGE = re.compile(r"https?://\S+?(/careers/status/\S+)")
SURE = re.compile("Submit|Yes|Go on|Confirm")


@pytest.fixture
def opening(kettle: Kettle) -> Opening:
    """Hana has planned who judges what: two who read blind, one on the telephone, three in the interview."""
    scorecards.renew_scorecards()
    hiring.renew_bank()
    hiring.renew_tasks()
    opening = office.published(kettle)
    lea, mila, hana = kettle.lea.person, kettle.mila.person, kettle.hana.person
    plan = [
        Step(kind=StageKind.APPLICATION),
        Step(kind=StageKind.WRITING, raters=(lea, mila)),
        Step(kind=StageKind.PHONE, raters=(hana,)),
        Step(kind=StageKind.INTERVIEW, raters=(lea, mila, hana)),
        Step(kind=StageKind.REFERENCES),
        Step(kind=StageKind.DECISION),
        Step(kind=StageKind.OFFER),
        Step(kind=StageKind.TRIAL, raters=(lea,)),
    ]
    hiring.plan_stages(opening, plan, by=kettle.hana.actor)
    return opening


def moves(page: Page, application: Application, name: str) -> None:
    """Hana brings the candidate to a step, and tells them with a letter."""
    page.goto(f"/app/hiring/applications/{application.pk}/")
    page.get_by_label("Step", exact=True).select_option(label=name)
    page.get_by_label("Tell the candidate with a letter").check()
    page.get_by_role("button", name="Move").click()
    expect(page.locator(".pult-top-lead")).to_contain_text(name)


def own_page(postbox: Postbox, words: str = "/careers/status/") -> str:
    """The address of the candidate's own page, from the newest letter."""
    letter = postbox.wait_for(ADDRESS, lambda one: words in one.text)
    found = OWN_PAGE.search(letter.text)
    assert found is not None
    return found.group(1).rstrip(".,)")


def sheet_of(application: Application, kind: StageKind, player: Player) -> Assessment:
    step = application.steps.get(kind=kind)
    return Assessment.objects.select_related("panel__version").get(panel=step.panel, rater=player.person)


def marks(assessment: Assessment, player: Player, value: int) -> None:
    """Everything marked and handed in, as somebody does it who sits at another desk."""
    for criterion in assessment.panel.version.criteria_in_order:
        mark = Mark() if criterion.kind == Kind.TEXT else Mark(min(value, criterion.highest))
        cause = criterion.choices_of_cause[0][0] if criterion.asks_for_cause(mark) else ""
        scorecards.save_score(
            assessment, criterion, by=player.actor, mark=mark, evidence="She asked twice.", cause=cause
        )
    scorecards.submit(assessment, by=player.actor)


def hands_in(page: Page) -> None:
    page.get_by_role("button", name="Submit").click()
    page.locator("dialog[open]").get_by_role("button", name=SURE).click()


def keys_in(page: Page, mark: str) -> None:
    """Every criterion by keyboard: the next one, its evidence, its mark."""
    criteria: Locator = page.locator(".criterion")
    for at in range(criteria.count()):
        page.keyboard.press("j")
        page.keyboard.press("e")
        page.keyboard.type(f"Line {at + 1} says so.")
        page.keyboard.press("Escape")
        page.keyboard.press(mark)
    # What is a yes or no has no such point on its scale.
    for yes in page.locator(".criterion:has(.mark):not(:has(input:checked))").all():
        yes.locator(".mark:not(.mark-na)").last.click()
    whole = page.locator("[data-progress]").get_attribute("max")
    expect(page.locator("[data-answered]")).to_have_text(str(whole))


def test_from_the_form_on_a_phone_to_a_member_of_the_team(
    enter: Enter, kettle: Kettle, opening: Opening, postbox: Postbox, tmp_path: Path
):
    jovana = enter(None, None)
    application, petra = applies_on_a_phone(jovana, tmp_path), office.applies(opening)
    hana = enter(kettle.hana, None)

    moves(hana, application, "Writing sample")
    writes_to_a_customer(jovana, own_page(postbox))
    two_read_it_without_knowing_whose_it_is(enter, kettle, application)

    moves(hana, application, "Phone interview")
    marks(sheet_of(application, StageKind.PHONE, kettle.hana), kettle.hana, 4)

    moves(hana, application, "Interview")
    three_judge_alone_and_then_talk(enter, kettle, application)

    moves(hana, application, "References")
    somebody_she_names_answers_by_link(enter, jovana, postbox)
    is_decided_and_offered(hana, application)
    accepts(jovana, own_page(postbox, "1.300"))
    becomes_a_colleague_with_her_evidence(hana, kettle, application)
    whoever_wants_to_be_forgotten_is_erased(hana, petra)


def applies_on_a_phone(page: Page, tmp_path: Path) -> Application:
    """Jovana writes in Cyrillic, and adds a CV."""
    cv = tmp_path / "cv.pdf"
    cv.write_bytes(office.PDF)
    page.set_viewport_size(PHONE)
    page.goto("/careers/sr/")
    page.get_by_role("link", name="Агент корисничке подршке").click()
    assert_accessible(page)
    page.get_by_role("link", name="Пријави се").first.click()
    page.get_by_label("Ваше име").fill("Јована Јовановић")
    page.locator("#id_email").fill(ADDRESS)
    page.locator("#id_cv").set_input_files(cv)
    page.locator("#id_consent").check()
    assert_accessible(page)
    page.get_by_role("button", name="Пошаљи пријаву").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Хвала")
    return Application.objects.select_related("candidate", "opening").get()


def writes_to_a_customer(page: Page, address: str) -> None:
    """The clock starts when she says so; what she types is kept when the page is left."""
    page.goto(address)
    assert_accessible(page)
    page.locator("a[href*='/writing/']").click()
    assert_accessible(page)
    page.locator("form button[type=submit]").click()
    page.locator("#text").fill("Поштована госпођо Бергман, хвала што сте нам писали.")
    expect(page.locator("[data-state]")).to_contain_text("Сачувано")
    page.reload()
    expect(page.locator("#text")).to_have_value(re.compile("хвала што сте нам писали"))
    assert_accessible(page)
    page.locator("#text").fill(
        "Поштована госпођо Бергман,\n\nхвала што сте нам писали. Жао ми је због плоче. Ново кувало стиже у петак."
        f"\n\nЈована Јовановић\n{ADDRESS}"
    )
    page.locator(".careers-write-acts .btn-primary").click()
    expect(page.locator("#text")).to_have_count(0)


def two_read_it_without_knowing_whose_it_is(enter: Enter, kettle: Kettle, application: Application) -> None:
    """Lea judges by keyboard and sees no name; marks show when Mila is done too."""
    lea = enter(kettle.lea, "/app/scorecards/mine")
    lea.get_by_role("link", name=re.compile("Writing sample")).first.click()
    expect(lea.get_by_text("You judge without knowing whose it is.")).to_be_visible()
    expect(lea.locator(".hire-main")).to_contain_text("Ново кувало стиже у петак")
    assert not re.search(f"Јована|Јовановић|{ADDRESS}", lea.content())
    assert_accessible(lea)
    keys_in(lea, "4")
    hands_in(lea)
    expect(lea.get_by_text("Submitted. Your marks are locked now.")).to_be_visible()
    marks(sheet_of(application, StageKind.WRITING, kettle.mila), kettle.mila, 2)
    expect(lea.get_by_text("2 apart").first).to_be_visible()


def three_judge_alone_and_then_talk(enter: Enter, kettle: Kettle, application: Application) -> None:
    """Nobody sees a mark before the last has handed in; then one mark is changed, with a reason."""
    step = application.steps.get(kind=StageKind.INTERVIEW)
    lea = enter(kettle.lea, f"/app/hiring/steps/{step.pk}/")
    expect(lea.locator("score-sheet")).to_be_visible()
    assert_accessible(lea)
    marks(sheet_of(application, StageKind.INTERVIEW, kettle.mila), kettle.mila, 2)
    lea.goto(f"/app/scorecards/panels/{step.panel_id}")
    expect(lea.get_by_role("heading", name="Still blind")).to_be_visible()
    assert "She asked twice." not in lea.content()
    marks(sheet_of(application, StageKind.INTERVIEW, kettle.lea), kettle.lea, 4)
    marks(sheet_of(application, StageKind.INTERVIEW, kettle.hana), kettle.hana, 4)
    expect(lea.get_by_text("2 apart").first).to_be_visible()
    assert_accessible(lea)
    lea.get_by_role("link", name=re.compile("^Change the mark")).first.click()
    lea.locator("label[for=new-4], label[for=new-3]").first.click()
    lea.get_by_label("Why").fill("We heard her example again.")
    lea.get_by_role("button", name="Change", exact=True).click()
    expect(lea.get_by_text("We heard her example again.")).to_be_visible()


def somebody_she_names_answers_by_link(enter: Enter, jovana: Page, postbox: Postbox) -> None:
    """Jovana names her former team lead on her own page; the letter leads to the same questions for everybody."""
    jovana.goto(own_page(postbox))
    jovana.get_by_role("link", name="На препоруке").click()
    assert_accessible(jovana)
    jovana.locator("#id_name").fill("Драгана Илић")
    jovana.locator("#id_email").fill(REFEREE)
    jovana.locator("#id_has_agreed").check()
    jovana.get_by_role("button", name="Наведи ту особу").click()
    expect(jovana.locator(".careers-files")).to_contain_text("Драгана Илић")

    letter = postbox.wait_for(REFEREE)
    found = re.search(r"https?://\S+?(/careers/references/\S+)", letter.text)
    assert found is not None
    dragana = enter(None, None)
    dragana.set_viewport_size(PHONE)
    dragana.goto(found.group(1))
    expect(dragana.get_by_role("heading", level=1)).to_contain_text("Јована Јовановић")
    assert_accessible(dragana)
    for asked in dragana.locator(".careers-asked").all():
        for best in asked.locator(
            "label:has(input[value='5']), label:has(input[value='1']:last-of-type)"
        ).all()[-1:]:
            best.click()
        asked.locator("textarea").fill("Кад је систем пао, сви су остали мирни.")
    dragana.locator(".careers-write-acts .btn-primary").click()
    expect(dragana.locator(".careers-given").first).to_contain_text("Кад је систем пао")


def is_decided_and_offered(hana: Page, application: Application) -> None:
    """Hana writes the reasons beside all the evidence, and what is offered."""
    hana.goto(f"/app/hiring/applications/{application.pk}/decision")
    assert_accessible(hana)
    hana.get_by_label("Hire", exact=True).check()
    hana.get_by_label("Reasons").fill("Calm on the phone, clear in every answer.")
    hana.get_by_role("button", name="Decide").click()
    expect(hana.get_by_role("heading", level=1)).to_have_text("Page of reasons")
    assert_accessible(hana)
    hana.goto(f"/app/hiring/applications/{application.pk}/")
    hana.locator("#offer").get_by_label("Pay").fill("1.300 €")
    hana.get_by_label("Answer by").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    hana.get_by_role("button", name="Send the offer").click()
    expect(hana.locator("#offer")).to_contain_text("1.300 €")
    assert_accessible(hana)


def accepts(page: Page, address: str) -> None:
    """Jovana opens the link of the letter and says yes."""
    page.goto(address)
    page.get_by_label("Да, прихватам ову понуду").check()
    assert_accessible(page)
    page.get_by_role("button", name="Прихвати понуду").click()
    expect(page.locator("#offer")).to_contain_text("Прихватили сте ову понуду")


def becomes_a_colleague_with_her_evidence(hana: Page, kettle: Kettle, application: Application) -> None:
    """She is hired, has an account and a place, and what was found out about her stands on her page of skills."""
    hana.reload()
    hana.locator("#offer").get_by_role("button", name="Hire", exact=True).click()
    kettle.settle()
    hana.reload()
    hana.locator("#offer").get_by_role("link", name="Skills and evidence").click()
    expect(hana.get_by_role("heading", level=1)).to_contain_text("Јована Јовановић")
    assert_accessible(hana)
    member = Member.objects.get(person__email=ADDRESS)
    kinds = Evidence.objects.in_force().filter(holder__person=member.person).values_list("source", flat=True)
    assert set(kinds) == {"writing_sample", "phone_interview", "interview", "reference"}


def whoever_wants_to_be_forgotten_is_erased(hana: Page, petra: Application) -> None:
    """Another candidate asks to be forgotten: nothing on the page tells any longer who it was."""
    hana.goto(f"/app/hiring/applications/{petra.pk}/")
    hana.get_by_role("button", name="Erase this candidate").click()
    hana.locator("dialog[open]").get_by_role("button", name=SURE).click()
    expect(hana.get_by_role("button", name="Erase this candidate")).to_have_count(0)
    assert not re.search("Petra|petra@example.org", hana.content())

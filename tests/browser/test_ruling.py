"""What happens by itself: a rule, tried before it acts; who gets what; a promise, and why it is due when it is."""

import re

from playwright.sync_api import expect

from pult.automation.models import Rule
from pult.routing.types import Method
from pult.skills.models import Skill
from tests.browser.conftest import Enter
from tests.browser.looking import DESK, look, speaks
from tests.browser.test_lists import adds, saves
from tests.browser.watching import Complaints
from tests.cast import Kettle


def test_a_rule_is_tried_on_last_week_before_it_acts(enter: Enter, kettle: Kettle):
    speaks(kettle.lea, "sr")
    leak = kettle.conversation("carl@example.org", subject="My kettle leaks")
    kettle.conversation("dora@example.org", subject="Invoice")
    lea = enter(kettle.lea, "/app/settings/automation")
    lea.get_by_role("link", name="Нови окидач").click()
    lea.locator("[name=name]").fill("Цури")
    lea.locator("[name=facts][value='conversation.opened']").check()
    adds(lea, "all", "subject")
    lea.locator("[name=all-0-value]").fill("leaks")
    adds(lea, "act", "add_tags")
    lea.locator("[name=act-0-value]").fill("leak")
    lea.locator("[name=is_active]").check()
    lea.locator("button[value=try-7]").click()
    tried = lea.locator("#trial")
    expect(tried.locator(".rule-found li")).to_have_text([re.compile(f"#{leak.pk} My kettle leaks")])
    look(lea, "rule-tried", dark=True)
    assert not Rule.objects.exists()
    saves(lea)
    expect(lea.locator(".rule-line")).to_contain_text("Цури")
    more = kettle.conversation("emil@example.org", subject="Another one leaks")
    assert more.tags == ["leak"]
    lea.reload()
    lea.locator(".rule-links a").first.click()
    expect(lea.locator("main")).to_contain_text("Another one leaks")
    look(lea, "rule-log", phone=True)


def test_who_takes_the_next_one_gets_what_waits_longest(enter: Enter, kettle: Kettle, complaints: Complaints):
    complaints.allow("409")
    omar = enter(kettle.omar, "/app/settings/routing")
    row = omar.locator("tr").filter(has_text="Support")
    row.locator("[name=method]").select_option(Method.NEXT)
    row.get_by_role("button").click()
    expect(row.locator("[name=method]")).to_have_value(Method.NEXT)
    look(omar, "routing", dark=True, phone=True)
    for name in ("carl", "dora"):
        kettle.conversation(f"{name}@example.org", subject=f"{name} waits")
    ana = enter(kettle.ana)
    for name in ("carl", "dora"):
        ana.get_by_role("button", name="Next conversation").click()
        expect(ana.locator("#conv-head h1")).to_have_text(f"{name} waits")
        expect(ana.locator("#conv-head")).to_contain_text("Ana Horvat")
    look(ana, "taken")
    ana.get_by_role("button", name="Next conversation").click()
    expect(ana.locator("#toasts")).to_contain_text("Nothing waits for you.")


def test_what_asks_for_a_skill_goes_to_whoever_masters_it(enter: Enter, kettle: Kettle):
    speaks(kettle.omar, "sr")
    speaks(kettle.lea, "hr")
    skill = Skill.objects.get(key="product_knowledge")
    omar = enter(kettle.omar, "/app/settings/routing")
    row = omar.locator("tr").filter(has_text="Support")
    row.locator("[name=method]").select_option(Method.ROUND_ROBIN)
    row.get_by_role("button").click()
    omar.locator("tr").filter(has_text="Support").get_by_role("link").first.click()
    asked = omar.locator("form[action$=needs]")
    asked.locator("[name=skill]").select_option(str(skill.pk))
    asked.locator("[name=level]").fill("4")
    asked.get_by_role("button").click()
    levels = omar.locator("form[action$=competences]")
    levels.locator("tr").filter(has_text="Lea").locator("select").select_option("5")
    levels.get_by_role("button").click()
    expect(levels.locator("tr").filter(has_text="Lea").locator("select")).to_have_value("5")
    look(omar, "competences", dark=True, phone=True)
    for name in ("carl", "dora"):
        kettle.conversation(f"{name}@example.org", subject=f"{name} asks for somebody who knows")
    lea = enter(kettle.lea, "/app/views/mine/")
    for name in ("carl", "dora"):
        expect(lea.locator("#desk-list")).to_contain_text(f"{name} asks for somebody who knows")


def test_a_promise_is_made_and_a_deadline_says_why_it_is_then(enter: Enter, kettle: Kettle):
    speaks(kettle.omar, "sr-latn")
    omar = enter(kettle.omar, "/app/settings/sla")
    omar.get_by_role("button", name="Novo pravilo").click()
    dialog = omar.get_by_role("dialog")
    dialog.locator("[name=name]").fill("Hitna pošta")
    dialog.locator("[name=channels][value=email]").check()
    dialog.locator("[type=submit]").click()
    first = omar.locator("form[action$=promises] tbody tr").nth(2).locator("input").first
    first.fill("90 min")
    look(omar, "policy", phone=True)
    omar.locator("form[action$=promises] [type=submit]").click()
    expect(first).to_have_value(re.compile("1"))
    leak = kettle.conversation("carl@example.org")
    omar.set_viewport_size(DESK)
    omar.get_by_role("link", name="Sanduče").first.click()
    omar.get_by_role("link", name="Svi otvoreni").first.click()
    omar.locator(f"#row-{leak.pk}").click()
    omar.get_by_role("button", name="Zašto ovaj rok?").click()
    expect(dialog).to_contain_text("Hitna pošta")
    look(omar, "deadline", dark=True)

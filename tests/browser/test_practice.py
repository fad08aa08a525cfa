"""Practice for candidates in a browser: on a phone, by keys alone, in Cyrillic, and without a word leaving the page."""

import pytest
from playwright.sync_api import Page, expect

from pult.foundation.eventlog.models import EventRecord
from pult.hiring import operations as hiring
from tests.browser.watching import assert_accessible

PHONE = {"width": 390, "height": 844}
LETTER = """Поштована госпођо Петровић,
хвала вам што сте нам се јавили. Пишете да кувало цури код ручке. Извините, могу да замислим колико је то непријатно.
Побринућу се за то. Послаћу вам ново кувало у четвртак. Да ли вам то одговара?
Јавите ми да ли је све у реду. Хвала вам на стрпљењу.
Срдачан поздрав, Ана"""


@pytest.fixture
def bank(kettle):
    hiring.renew_bank()
    return kettle


def asked_of_servers(page: Page) -> list[str]:
    """What the page asks of any server from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    return asked


def card(page: Page, words: str):
    return page.locator("details.practice-card", has=page.locator("summary", has_text=words))


def test_an_answer_in_four_parts_is_looked_at_kept_and_forgotten(enter, bank):
    page = enter(None, "/careers/en/practice")
    page.wait_for_load_state("networkidle")
    facts, asked = EventRecord.objects.count(), asked_of_servers(page)
    page.get_by_label("Skill").select_option("humour")
    expect(page.locator("[data-told=chosen]")).to_contain_text("Questions shown: 1")
    page.get_by_role("button", name="Pick one for me").press("Enter")
    question = page.locator("details.practice-card[open]")
    expect(question.locator("> summary")).to_be_focused()
    question.get_by_label("Situation").press_sequentially("We had a guest who was late.")
    question.get_by_label("Result").fill("The guest was stupid.")
    question.get_by_role("button", name="Look at my answer").press("Enter")
    expect(question.get_by_role("heading", name="What you could look at again")).to_be_focused()
    hints = question.locator(".practice-hints")
    expect(hints).to_contain_text("Nothing stands under “Action” yet.")
    expect(hints.locator("[data-hint=judging] q")).to_have_text("stupid")
    expect(hints.locator("[data-hint=we]")).to_be_visible()
    expect(question).to_contain_text("not a score")
    assert_accessible(page)
    assert asked == []
    assert facts == EventRecord.objects.count()
    kept = card(page, question.locator("> summary > span").inner_text())
    page.reload()
    kept.locator("> summary").click()
    expect(kept.get_by_label("Result")).to_have_value("The guest was stupid.")
    page.get_by_role("button", name="Forget everything that I wrote").click()
    expect(page.locator("[data-told=forgotten]")).to_contain_text("forgotten")
    expect(kept.get_by_label("Result")).to_have_value("")
    assert page.evaluate("localStorage.getItem('pult-practice')") is None


def test_a_letter_in_cyrillic_on_a_phone_shows_what_was_found(enter, bank):
    page = enter(None, None)
    page.set_viewport_size(PHONE)
    page.goto("/careers/sr/guide")
    page.get_by_role("link", name="Вежбајте").first.click()
    page.wait_for_load_state("networkidle")
    asked = asked_of_servers(page)
    letter = page.locator("article", has=page.get_by_role("heading", name="Цури код ручке"))
    letter.get_by_label("Ваш одговор").fill("Нажалост, то није наш проблем. МОРАТЕ да прочитате УПУТСТВО.")
    letter.get_by_role("button", name="Погледај мој одговор").click()
    expect(letter.locator("[data-hint=defence] q")).to_have_text("није наш проблем")
    expect(letter.locator("[data-hint=shouting]")).to_be_visible()
    expect(letter.locator("[data-hint=by_when]")).to_be_visible()
    expect(letter.locator("[data-point=empathy]")).to_have_attribute("data-state", "look")
    letter.get_by_label("Ваш одговор").fill(LETTER)
    letter.get_by_role("button", name="Погледај мој одговор").click()
    expect(letter.locator("[data-point]")).to_have_count(13)
    expect(letter.locator("[data-state=look]")).to_have_count(0)
    expect(letter.locator("[data-point=apologised] q")).to_have_text("Извините")
    assert_accessible(page)
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_customer_of_the_script_turns_with_ones_words(enter, bank):
    page = enter(None, "/careers/en/practice")
    page.wait_for_load_state("networkidle")
    asked = asked_of_servers(page)
    play = page.locator("practice-play")
    line, log = play.get_by_label("Your line"), play.get_by_role("log")
    line.fill("You should have read the page. That is our policy.")
    play.get_by_role("button", name="Say it").click()
    expect(log).to_contain_text("Rules, rules. It is only two days.")
    line.fill("I am sorry, I can see how annoying that is. Would you like the bigger ones?")
    line.press("Control+Enter")
    expect(log).to_contain_text("How do I know how big they are?")
    line.fill("I will send you a picture today. Thank you for your patience.")
    line.press("Control+Enter")
    expect(play.get_by_role("heading", name="What you could look at again")).to_be_focused()
    expect(play).to_contain_text("An exchange for the bigger set")
    expect(play.locator("[data-hint=policy] q")).to_have_text("policy")
    expect(line).to_be_hidden()
    assert_accessible(page)
    page.get_by_role("button", name="Begin again").click()
    expect(log.locator("li")).to_have_count(1)
    assert asked == []


def test_the_browser_itself_refuses_to_send(enter, bank, complaints):
    complaints.allow("Content Security Policy|Failed to fetch|violates|Refused to")
    page = enter(None, "/careers/en/practice")
    refused = page.evaluate("fetch('/health').then(() => 'sent', () => 'refused')")
    assert refused == "refused"


def test_without_a_script_the_page_still_helps(enter, bank):
    page = enter(None, "/careers/en/practice", java_script_enabled=False)
    expect(page.get_by_text("cannot look at your answers")).to_be_visible()
    assert page.locator("textarea").count() == 0
    first = page.locator("details.practice-card").first
    first.locator("> summary").click()
    first.get_by_text("What a good answer shows").click()
    expect(first).to_contain_text("Worth 5 of 5")
    page.emulate_media(media="print")
    expect(page.locator("#sheet .practice-lines")).to_be_visible()
    expect(page.locator("#questions")).to_be_hidden()


def test_a_question_is_written_with_its_cyrillic_beside_it(enter, bank):
    page = enter(bank.hana, "/app/hiring/bank/")
    page.get_by_role("link", name="New question").click()
    page.locator("#id_text_sr-latn").fill("Šta je vama džezva?")
    expect(page.locator("#cyrillic-text")).to_have_text("Шта је вама џезва?")
    page.locator("#id_skill_1").select_option(index=1)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".bank-question")).to_have_text("Šta je vama džezva?")
    page.get_by_role("link", name="Српски").click()
    expect(page.locator(".bank-question")).to_have_text("Шта је вама џезва?")
    assert_accessible(page)

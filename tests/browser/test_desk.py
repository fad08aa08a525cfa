"""Journeys across the desk: mail arrives by itself, colleagues see each other, all from the keyboard, on any screen."""

import pytest
from playwright.sync_api import Page, expect

from pult.accounts.models import Person
from pult.conversations import operations
from pult.conversations.models import Conversation, Message
from pult.conversations.types import MessageKind, Priority, Status
from tests.browser.conftest import Enter
from tests.browser.watching import Complaints, assert_accessible
from tests.cast import Kettle

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def leak(kettle: Kettle) -> Conversation:
    """Carl's kettle leaks, and Ana has taken it."""
    conversation = kettle.conversation("carl@example.org", name="Carl Carlsson")
    operations.assign(conversation, to=kettle.ana.member, by=kettle.ana.actor)
    return conversation


def open_row(page: Page, subject: str) -> None:
    page.locator(".pult-row", has_text=subject).click()
    expect(page.locator("#conv-head h1")).to_have_text(subject)


def test_the_three_panes_stand_side_by_side(enter: Enter, kettle: Kettle, leak: Conversation):
    page = enter(kettle.ana, f"/app/conversations/{leak.pk}/")
    boxes = [
        page.locator(pane).bounding_box()
        for pane in ("#desk-views", "#desk-list", "#conversation", "#conv-side")
    ]
    assert all(boxes)
    lefts = [box["x"] for box in boxes if box]
    assert lefts == sorted(set(lefts))
    assert {box["y"] for box in boxes if box} == {0}


def test_a_mail_appears_in_the_list_without_a_reload(enter: Enter, kettle: Kettle):
    page = enter(kettle.ana, "/app/views/unassigned/")
    expect(page.get_by_text("Everything has an owner")).to_be_visible()
    expect(page.locator("live-socket")).to_be_attached()
    kettle.mail("carl@example.org", "My kettle leaks", name="Carl Carlsson")
    expect(page.locator(".pult-row-unread", has_text="My kettle leaks")).to_be_visible()
    expect(page.locator("#desk-views").get_by_role("link", name="Unassigned")).to_contain_text("1")


def test_an_answer_is_written_sent_and_joined_by_the_customers_next_word(
    enter: Enter, kettle: Kettle, leak: Conversation
):
    page = enter(kettle.ana, "/app/views/mine/")
    open_row(page, "My kettle leaks")
    page.get_by_label("Reply", exact=True).last.fill("A new one is on its way.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#thread .pult-mail-ours")).to_contain_text("A new one is on its way.")
    expect(page.locator("#panel-reply textarea")).to_have_value("")
    kettle.mail("carl@example.org", claimed=leak.pk, text="Thank you so much!")
    expect(page.locator("#thread")).to_contain_text("Thank you so much!")
    # What was there already was not sent again, and is still there.
    expect(page.locator("#thread .pult-mail-body").first).to_contain_text("It leaks from the bottom.")
    expect(page.locator("#thread [data-as-shown]")).to_have_count(0)
    assert Message.objects.filter(kind=MessageKind.REPLY).count() == 1


def test_after_sending_the_keys_mean_acts_again(enter: Enter, kettle: Kettle, leak: Conversation):
    page = enter(kettle.ana, f"/app/conversations/{leak.pk}/")
    page.keyboard.press("r")
    page.keyboard.type("A new one is on its way.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#thread .pult-mail-ours")).to_contain_text("A new one is on its way.")
    page.keyboard.press("n")
    page.keyboard.type("He is a friend of the house.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#thread")).to_contain_text("He is a friend of the house.")
    note = Message.objects.get(kind=MessageKind.NOTE)
    assert note.text == "He is a friend of the house."
    assert Message.objects.filter(kind=MessageKind.REPLY).count() == 1


def test_keys_reach_what_a_narrow_screen_folds_away(enter: Enter, kettle: Kettle, leak: Conversation):
    page = enter(kettle.ana, f"/app/conversations/{leak.pk}/")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("#conv-side")).to_be_hidden()
    page.keyboard.press("p")
    expect(page.get_by_label("Priority")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_typed_text_survives_news_and_a_reload(enter: Enter, kettle: Kettle, leak: Conversation):
    page = enter(kettle.ana, f"/app/conversations/{leak.pk}/")
    text = page.locator("#panel-reply textarea")
    text.click()
    page.keyboard.type("Dear Carl, ")
    operations.note(leak, by=kettle.lea.actor, text="He is a friend of the house.")
    expect(page.locator("#thread")).to_contain_text("He is a friend of the house.")
    page.keyboard.type("I am sorry.")
    expect(text).to_have_value("Dear Carl, I am sorry.")
    expect(page.locator("#panel-reply [data-draft-state]")).to_have_text("Draft saved")
    page.reload()
    expect(page.locator("#panel-reply textarea")).to_have_value("Dear Carl, I am sorry.")


def test_sending_stops_when_the_customer_was_faster_and_keeps_the_text(
    enter: Enter, kettle: Kettle, leak: Conversation, complaints: Complaints
):
    complaints.allow("409")
    page = enter(kettle.ana, f"/app/conversations/{leak.pk}/")
    page.locator("#panel-reply textarea").fill("Calm down.")
    # The page hears nothing of what comes now, as behind a bad line.
    page.evaluate("document.querySelectorAll('[data-live]').forEach((one) => one.dataset.live = '')")
    page.evaluate("document.querySelector('live-socket').remove()")
    kettle.mail("carl@example.org", claimed=leak.pk, text="It burns now!")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("The customer has written again")
    expect(page.locator("#thread")).to_contain_text("It burns now!")
    expect(page.locator("#panel-reply textarea")).to_have_value("Calm down.")


def test_two_colleagues_see_each_other(enter: Enter, kettle: Kettle, leak: Conversation):
    ana = enter(kettle.ana, f"/app/conversations/{leak.pk}/?view=open")
    lea = enter(kettle.lea, "/app/views/open/")
    open_row(lea, "My kettle leaks")
    expect(ana.locator("#conv-here")).to_contain_text("Lea Novak is here")
    expect(lea.locator("#conv-here")).to_contain_text("Ana Horvat is here")
    lea.locator("#panel-reply textarea").press_sequentially("Hello")
    expect(ana.locator("#conv-here")).to_contain_text("Lea Novak is writing")
    expect(ana.locator(f"#row-{leak.pk} who-is-here")).to_contain_text("Lea Novak is writing")


def test_everything_common_is_done_from_the_keyboard(enter: Enter, kettle: Kettle):
    for name in ("Carl", "Dora"):
        conversation = kettle.conversation(f"{name.lower()}@example.org", subject=f"{name} asks", name=name)
        operations.assign(conversation, to=kettle.lea.member, by=kettle.lea.actor)
    page = enter(kettle.lea, "/app/views/mine/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#conv-head h1")).to_have_text("Dora asks")
    page.keyboard.press("n")
    page.keyboard.type("Looks like the lid.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#thread .pult-note")).to_contain_text("Looks like the lid.")
    page.keyboard.press("t")
    page.get_by_label("Tags").fill("lid")
    page.keyboard.press("Enter")
    expect(page.locator("#properties .desk-tag")).to_have_text("lid")
    page.keyboard.press("p")
    expect(page.locator("#properties select[name=priority]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#thread")).to_contain_text("set the priority to “High”")
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.locator("#conv-head h1")).to_have_text("Carl asks")
    page.keyboard.press("?")
    expect(page.locator("key-shortcuts dialog")).to_contain_text("Solve and go to the next")
    done = Conversation.objects.get(subject="Dora asks")
    assert (done.status, done.priority) == (Status.SOLVED, Priority.HIGH)


def test_the_palette_finds_a_conversation_by_its_number(enter: Enter, kettle: Kettle, leak: Conversation):
    page = enter(kettle.ana, "/app/views/mine/")
    page.keyboard.press("Control+k")
    page.keyboard.type(f"#{leak.pk}")
    expect(page.locator("#palette-list [role=option]").first).to_contain_text("My kettle leaks")
    page.keyboard.press("Enter")
    expect(page.locator("#conv-head h1")).to_have_text("My kettle leaks")


def test_the_palette_finds_a_conversation_by_its_subject(enter: Enter, kettle: Kettle, leak: Conversation):
    page = enter(kettle.ana, "/app/views/mine/")
    page.keyboard.press("Control+k")
    page.keyboard.type("kettle lea")
    page.locator("#palette-list").get_by_role("option", name="My kettle leaks").click()
    expect(page.locator("#conv-head h1")).to_have_text("My kettle leaks")


def test_the_search_page_begins_in_its_field(enter: Enter, kettle: Kettle, leak: Conversation):
    page = enter(kettle.ana, "/app/views/mine/")
    page.get_by_role("link", name="Search").first.click()
    field = page.get_by_role("main").get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("leaks")
    page.keyboard.press("Enter")
    expect(page.locator(".find-hit")).to_contain_text("My kettle leaks")
    expect(field).to_be_focused()
    page.keyboard.type(" bottom")
    expect(field).to_have_value("leaks bottom")


def test_on_a_phone_list_and_conversation_are_a_stack(enter: Enter, kettle: Kettle, leak: Conversation):
    page = enter(kettle.ana, None)
    page.set_viewport_size(PHONE)
    page.goto("/app/views/mine/")
    open_row(page, "My kettle leaks")
    expect(page.locator("#desk-list")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator("#desk-list .pult-row")).to_be_visible()
    expect(page.locator("#conversation")).to_be_hidden()
    page.get_by_role("button", name="Mine").click()
    page.get_by_role("menuitem", name="All open").click()
    expect(page.locator(".pult-row", has_text="My kettle leaks")).to_be_visible()


def test_going_back_in_the_browser_leads_to_the_list(enter: Enter, kettle: Kettle, leak: Conversation):
    page = enter(kettle.ana, "/app/views/mine/")
    open_row(page, "My kettle leaks")
    page.go_back()
    expect(page.get_by_text("No conversation is open")).to_be_visible()
    page.go_forward()
    expect(page.locator("#conv-head h1")).to_have_text("My kettle leaks")


def test_a_new_conversation_is_written_from_the_desk(enter: Enter, kettle: Kettle):
    page = enter(kettle.ana, "/app/views/mine/")
    page.keyboard.press("c")
    page.get_by_label("To", exact=True).fill("dora@example.org")
    page.get_by_label("Subject").fill("Your kettle is ready")
    page.get_by_label("Message").fill("You can fetch it tomorrow.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#conv-head h1")).to_have_text("Your kettle is ready")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_on_the_desk_fails_those_who_cannot_see_well(
    enter: Enter, kettle: Kettle, leak: Conversation, theme: str
):
    operations.note(leak, by=kettle.lea.actor, text="He is a friend of the house.")
    operations.set_tags(leak, ["leak"], by=kettle.ana.actor)
    page = enter(kettle.ana, f"/app/conversations/{leak.pk}/?view=mine", color_scheme=theme)
    expect(page.locator(".pult-row")).to_be_visible()
    assert_accessible(page)
    for path in (
        "/app/views/snoozed/",
        "/app/search/?q=kettle",
        "/app/customers/",
        "/app/conversations/new/",
    ):
        page.goto(path)
        assert_accessible(page)


@pytest.mark.parametrize("language", ["hr", "sr-latn", "sr"])
def test_the_desk_speaks_every_language(enter: Enter, kettle: Kettle, leak: Conversation, language: str):
    Person.objects.filter(pk=kettle.ana.person.pk).update(language=language)
    page = enter(kettle.ana, f"/app/conversations/{leak.pk}/")
    assert page.evaluate("document.documentElement.lang") == {"sr-latn": "sr-Latn"}.get(language, language)
    expect(page.locator("#desk-views")).not_to_contain_text("Unassigned")
    expect(page.locator("#properties")).not_to_contain_text("Priority")

"""One mail through every room: in over SMTP, to an agent, out over SMTP, rated by the customer, into the figures."""

import math
import re
import time
from email.message import EmailMessage

import pytest
from playwright.sync_api import Locator, Page, expect

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.feedback import operations as feedback
from pult.feedback.jobs import send_due
from pult.feedback.models import Asked
from pult.feedback.types import Score
from pult.foundation import jobs
from tests.browser.conftest import Enter
from tests.browser.customer import Customer
from tests.browser.postbox import Letter, Postbox
from tests.browser.server import Server
from tests.browser.watching import assert_accessible
from tests.cast import Kettle

HELP = "help@kettle.example"
CSAT, FIRST_RESPONSE = "Customer satisfaction (CSAT)", "First response time"
SUBJECT = "Moje kuhalo za vodu curi"
FIRST = "Dobar dan, kupila sam kuhalo prošli tjedan i sada curi na dnu. Što da učinim s njim?"


@pytest.fixture
def ivana(server: Server) -> Customer:
    return Customer(server, "Ivana Kovač", "ivana@example.org")


def an_earlier_customer_was_not_pleased(kettle: Kettle) -> None:
    """So that the figures have somewhere to move from: one rating, and a bad one."""
    earlier = kettle.conversation("dora@example.org", subject="No steam")
    kettle.reply(earlier)
    conversations.solve(earlier, by=kettle.ana.actor)
    kettle.settle()
    invitation = Asked.objects.get(conversation=earlier)
    feedback.mark_sent(invitation)
    feedback.rate(invitation, Score.BAD, by=invitation.customer.actor)
    kettle.settle()


def the_clock_strikes() -> None:
    """What happens every minute by itself: invitations whose time has come go out."""
    jobs.defer(send_due, timestamp=math.ceil(time.time()))


def figure(page: Page, label: str) -> Locator:
    return page.locator(".pult-stat", has=page.get_by_text(label, exact=True))


def is_survey(letter: Letter) -> bool:
    return "Kako smo vam pomogli?" in letter.message["Subject"]


def test_a_mail_is_answered_rated_and_moves_the_figures(
    enter: Enter, kettle: Kettle, postbox: Postbox, ivana: Customer
):
    feedback.change_settings(by=kettle.mila.actor, delay_minutes=0)
    an_earlier_customer_was_not_pleased(kettle)
    lea = enter(kettle.lea, "/app/reports/")
    expect(figure(lea, CSAT)).to_contain_text("0 %")
    expect(figure(lea, CSAT)).to_contain_text("n = 1")
    expect(figure(lea, FIRST_RESPONSE)).to_contain_text("n = 1")

    ana = enter(kettle.ana, "/app/views/unassigned/")
    expect(ana.get_by_text("Everything has an owner")).to_be_visible()
    written = ivana.writes(SUBJECT, FIRST, to=HELP)
    row = ana.locator(".pult-row-unread", has_text=SUBJECT)
    expect(row).to_contain_text("Ivana Kovač")
    answer = ana_answers(ana, row, postbox, "Poslat ćemo Vam novo kuhalo.")
    expect_to_continue(answer, written)

    ivana.answers(answer, "Hvala lijepa, to je baš brzo!")
    expect(ana.locator("#thread")).to_contain_text("to je baš brzo!")
    assert Conversation.objects.count() == 2
    ana.get_by_role("button", name="Solve", exact=True).click()
    expect(ana.get_by_text("Everything has an owner")).to_be_visible()
    expect(ana.get_by_text("No conversation is open")).to_be_visible()
    kettle.settle()

    the_clock_strikes()
    survey = postbox.wait_for(ivana.address, is_survey)
    assert "Koliko ste zadovoljni našom pomoći?" in survey.text
    ivana_rates(enter(None, face_in(survey, Score.VERY_GOOD)), "Ana je bila odlična.")
    kettle.settle()

    lea.reload()
    expect(figure(lea, CSAT)).to_contain_text("50 %")
    expect(figure(lea, CSAT)).to_contain_text("n = 2")
    expect(figure(lea, FIRST_RESPONSE)).to_contain_text("n = 2")
    figure(lea, CSAT).get_by_role("link", name="50 %").click()
    lea.get_by_role("link", name=SUBJECT).click()
    expect(lea.locator("#thread")).to_contain_text("Poslat ćemo Vam novo kuhalo.")


def ana_answers(page: Page, row: Locator, postbox: Postbox, text: str) -> Letter:
    """She opens the conversation, answers, and sees that the answer has left."""
    row.click()
    expect(page.locator("#thread")).to_contain_text("sada curi na dnu")
    page.locator("#panel-reply textarea").fill(text)
    page.keyboard.press("Control+Enter")
    ours = page.locator("#thread .pult-mail-ours")
    expect(ours).to_contain_text(text)
    letter = postbox.wait_for("ivana@example.org", lambda letter: text in letter.text)
    expect(ours.locator(".pult-delivery")).to_contain_text("Sent")
    return letter


def expect_to_continue(answer: Letter, written: EmailMessage) -> None:
    """Her mail program will show it below what she wrote, and her answer will find the conversation."""
    headers = answer.message
    assert headers["Subject"] == f"Re: {SUBJECT}"
    assert headers["In-Reply-To"] == written["Message-ID"]
    assert written["Message-ID"] in headers["References"].split()
    number = Conversation.objects.latest("pk").pk
    assert re.search(rf"<help\+{number}-[a-z2-7]{{16}}@kettle\.example>", headers["Reply-To"])
    assert answer.to == ["ivana@example.org"]


def face_in(survey: Letter, score: Score) -> str:
    """Where the face in the letter leads."""
    link = re.search(rf"http://\S+/survey/\S+\?score={int(score)}", survey.text)
    assert link is not None
    return link[0]


def ivana_rates(page: Page, comment: str) -> None:
    """Without any account, in her language."""
    expect(page.locator("html")).to_have_attribute("lang", "hr")
    expect(page.get_by_role("radio", name="Vrlo zadovoljno")).to_be_checked()
    page.get_by_role("button", name="Pošalji ocjenu").click()
    expect(page.get_by_role("heading", name="Hvala Vam")).to_be_visible()
    page.get_by_role("textbox").fill(comment)
    page.get_by_role("button", name="Pošalji komentar").click()
    expect(page.get_by_role("textbox")).to_have_value(comment)
    assert_accessible(page)

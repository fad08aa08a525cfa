"""An opened conversation: reading, writing, and what may be set on it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pult.accounts.models import Person
from pult.conversations import operations
from pult.conversations.models import Draft, Message
from pult.conversations.types import Delivery, MessageKind, Priority, Seal, Status
from pult.foundation.actors import SYSTEM
from pult.retention import operations as retention
from pult.workspace import thread
from pult.workspace.bodies import body_of, paragraphs
from pult.workspace.tests.budget import statements
from tests.scene import scene

FRAGMENT = {"HX-Request": "true", "HX-Target": "div#thread"}


@pytest.fixture
@scene
def conversation(kettle):
    return kettle.conversation("carl@example.org", name="Carl Carlsson")


@pytest.fixture
def at(conversation):
    """The address of a part of the conversation."""
    return lambda part="": f"/app/conversations/{conversation.pk}/{part}"


def test_the_page_tells_the_whole_story(kettle, conversation, at):
    operations.assign(conversation, to=kettle.ana.member, by=kettle.lea.actor)
    operations.note(conversation, by=kettle.lea.actor, text="He wrote before, in spring.")
    message = kettle.reply(conversation, "A new one is on its way.", then=Status.PENDING)
    operations.record_delivery(message, Delivery.SENT, by=SYSTEM)
    page = kettle.ana.client.get(at()).content.decode()
    for words in (
        *("My kettle leaks", "Carl Carlsson", "It leaks from the bottom."),
        *("He wrote before, in spring.", "A new one is on its way.", "Sent"),
        *("Lea Novak assigned this to Ana Horvat", "Ana Horvat set this to “Pending”"),
    ):
        assert words in page, words


@pytest.mark.parametrize("seal", Seal)
def test_a_sealed_mail_says_how_it_is_sealed(kettle, conversation, at, seal):
    # A message never changes after it has come in, so a page may have kept how it looked.
    thread.MESSAGES.kept.clear()
    Message.objects.update(extras={"seal": str(seal)})
    page = kettle.ana.client.get(at()).content.decode()
    assert str(seal.label) in page


def test_a_reply_goes_out_and_can_solve(kettle, conversation, at):
    given = {"text": "Here is a new one.", "then": "solved", "client_key": "k1"}
    answer = kettle.ana.client.post(at("replies/"), given, headers=FRAGMENT)
    conversation.refresh_from_db()
    assert conversation.status == Status.SOLVED
    assert conversation.messages.latest("pk").text == "Here is a new one."
    assert (answer.status_code, answer["HX-Trigger"]) == (204, "left-desk")


def test_what_was_sent_is_shown_behind_the_rest(kettle, conversation, at):
    answer = kettle.ana.client.post(at("replies/"), {"text": "A <b>new</b> one comes."}, headers=FRAGMENT)
    said = answer.content.decode()
    assert "A &lt;b&gt;new&lt;/b&gt; one comes." in said
    assert said.count("<article") == 1
    assert (answer["HX-Reswap"], answer["HX-Trigger"]) == ("beforeend", "sent")
    noted = kettle.ana.client.post(at("notes/"), {"text": "He was kind."}, headers=FRAGMENT)
    assert "He was kind." in noted.content.decode()
    assert noted["HX-Trigger"] == "sent"


def test_pressing_send_twice_sends_once(kettle, conversation, at):
    for _ in range(2):
        kettle.ana.client.post(at("replies/"), {"text": "Once.", "client_key": "same"}, headers=FRAGMENT)
    assert Message.objects.filter(kind=MessageKind.REPLY).count() == 1


def test_sending_stops_when_the_customer_has_written_again(kettle, conversation, at):
    seen = conversation.last_customer_message_id
    kettle.mail("carl@example.org", claimed=conversation.pk, text="It burns now!")
    answer = kettle.ana.client.post(at("replies/"), {"text": "Calm.", "seen": seen}, headers=FRAGMENT)
    assert answer.status_code == 409
    assert "written again" in answer.content.decode()
    assert not Message.objects.filter(kind=MessageKind.REPLY).exists()
    assert "It burns now!" in kettle.ana.client.get(at("messages/"), headers=FRAGMENT).content.decode()


def test_an_empty_reply_is_refused(kettle, at):
    assert kettle.ana.client.post(at("replies/"), {"text": "  "}, headers=FRAGMENT).status_code == 422


def test_a_note_stays_inside(kettle, conversation, at):
    kettle.ana.client.post(at("notes/"), {"text": "He is a friend of the house."}, headers=FRAGMENT)
    assert Message.objects.get(kind=MessageKind.NOTE).delivery == Delivery.NONE


def test_files_go_along_and_come_back_as_downloads(kettle, conversation, at):
    file = SimpleUploadedFile("hi.html", b"<script>alert(1)</script>", "text/html")
    kettle.ana.client.post(at("replies/"), {"text": "See the file.", "attachments": [file]})
    attachment = Message.objects.get(kind=MessageKind.REPLY).attachments.get()
    answer = kettle.ana.client.get(f"/app/attachments/{attachment.pk}/?show=1")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert kettle.stella.client.get(f"/app/attachments/{attachment.pk}/").status_code == 404


def test_a_file_that_is_too_large_is_refused(kettle, at, settings):
    settings.MAX_ATTACHMENT_BYTES = 10
    file = SimpleUploadedFile("big.txt", b"x" * 11, "text/plain")
    answer = kettle.ana.client.post(at("replies/"), {"text": "See.", "attachments": [file]}, headers=FRAGMENT)
    assert answer.status_code == 422
    assert "big.txt is larger" in answer.content.decode()


@pytest.mark.parametrize("language", ["hr", "sr", "sr-latn"])
def test_how_large_a_file_may_be_is_read_by_programs_in_every_language(kettle, at, settings, language):
    """Grouped as people write it, no file at all could be dropped or pasted."""
    Person.objects.filter(pk=kettle.ana.person.pk).update(language=language)
    page = kettle.ana.client.get(at()).content.decode()
    assert page.count(f'most-bytes="{settings.MAX_ATTACHMENT_BYTES}"') == 2


def test_what_is_typed_is_kept_and_shown_again(kettle, conversation, at):
    kettle.ana.client.post(at("drafts/reply/"), {"text": "Dear Carl, I"})
    assert "Dear Carl, I" in kettle.ana.client.get(at()).content.decode()
    assert "Dear Carl, I" not in kettle.lea.client.get(at()).content.decode()
    kettle.ana.client.post(at("replies/"), {"text": "Dear Carl, I am sorry."})
    assert not Draft.objects.exists()


def test_properties_are_set_in_place(kettle, conversation, at):
    client = kettle.ana.client
    client.post(at("priority/"), {"priority": "urgent"})
    client.post(at("tags/"), {"tags": "leak, Kettle "})
    client.post(at("subject/"), {"subject": "A leaking kettle"})
    client.post(at("mine/"))
    client.post(at("status/"), {"status": "on_hold"})
    conversation.refresh_from_db()
    assert conversation.priority == Priority.URGENT
    assert conversation.tags == ["kettle", "leak"]
    assert conversation.subject == "A leaking kettle"
    assert conversation.assignee == kettle.ana.member
    assert conversation.status == Status.ON_HOLD
    client.post(at("status/"), {"status": "open"})
    conversation.refresh_from_db()
    assert conversation.status == Status.OPEN


def test_a_colleague_of_the_department_can_be_given_it_and_nobody_else(kettle, conversation, at):
    dialog = kettle.ana.client.get(at("assignment/")).content.decode()
    assert "Lea Novak" in dialog
    assert "Stella" not in dialog
    kettle.ana.client.post(at("assignment/"), {"member": kettle.lea.member.pk})
    conversation.refresh_from_db()
    assert conversation.assignee == kettle.lea.member
    refused = kettle.ana.client.post(at("assignment/"), {"member": kettle.stella.member.pk}, headers=FRAGMENT)
    assert refused.status_code == 422
    kettle.ana.client.post(at("assignment/"), {"member": ""})
    conversation.refresh_from_db()
    assert conversation.assignee is None


def test_a_transfer_takes_its_note_along_and_leaves_the_desk(kettle, conversation, at):
    given = {"to": f"department-{kettle.billing.pk}", "note": "He wants his money back."}
    assert "Billing" in kettle.ana.client.get(at("transfer/")).content.decode()
    answer = kettle.ana.client.post(at("transfer/"), given, headers=FRAGMENT)
    assert answer["HX-Redirect"] == "/app/conversations/"
    page = kettle.stella.client.get(at()).content.decode()
    assert "He wants his money back." in page
    assert "Ana Horvat moved this from Support to Billing" in page


def test_snoozing_offers_moments_and_takes_ones_own(kettle, conversation, at):
    assert "Tomorrow morning" in kettle.ana.client.get(at("snooze/")).content.decode()
    until = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    answer = kettle.ana.client.post(at("snooze/"), {"until": until}, headers=FRAGMENT)
    conversation.refresh_from_db()
    assert conversation.status == Status.SNOOZED
    assert answer["HX-Trigger"] == "left-desk"
    past = kettle.ana.client.post(at("snooze/"), {"until": "2020-01-01T10:00"}, headers=FRAGMENT)
    assert past.status_code == 422


@pytest.mark.parametrize(
    "part", ["", "messages/", "tags/", "assignment/", "transfer/", "snooze/", "subject/"]
)
def test_what_is_not_yours_is_not_there(kettle, at, part):
    assert kettle.stella.client.get(at(part)).status_code == 404
    assert kettle.eva.client.get(at(part)).status_code == 403


@pytest.mark.parametrize("part", ["replies/", "notes/", "status/", "priority/", "drafts/reply/", "mine/"])
def test_nobody_acts_on_what_is_not_theirs(kettle, at, part):
    given = {"text": "x", "status": "solved", "priority": "low"}
    assert kettle.stella.client.post(at(part), given).status_code == 404
    assert kettle.eva.client.post(at(part), given).status_code == 403


def test_a_long_conversation_shows_its_end_and_the_rest_when_asked(kettle, conversation, at, monkeypatch):
    monkeypatch.setattr("pult.workspace.queries.conversation.MOST_MESSAGES", 2)
    for number in range(3):
        operations.note(conversation, by=kettle.ana.actor, text=f"Note {number}")
    page = kettle.ana.client.get(at()).content.decode()
    assert "It leaks from the bottom." not in page
    assert "Show 2 earlier messages" in page
    assert "It leaks from the bottom." in kettle.ana.client.get(at("messages/?whole")).content.decode()


def test_reading_costs_the_same_however_much_was_said(kettle, conversation, at):
    def ask():
        kettle.ana.client.get(at())

    def say(count):
        for number in range(count):
            operations.note(conversation, by=kettle.ana.actor, text=f"Note {number}")
            operations.set_tags(conversation, [f"t{number}"], by=kettle.ana.actor)

    say(3)
    few = statements(ask)
    say(27)
    assert statements(ask) == few
    assert few <= 14


def test_html_from_outside_keeps_its_pictures_and_loses_its_styles(conversation):
    message = conversation.messages.get()
    message.html = '<p style="color: red">Look: <img src="cid:a@b"></p><p>style="x" stays in words</p>'
    shown = str(body_of(message, list(message.attachments.all())))
    assert 'style="color' not in shown
    assert 'style="x" stays in words' in shown
    assert "cid:" not in shown


def test_text_becomes_paragraphs_with_links_and_nothing_else():
    shown = str(paragraphs("See https://example.org\n<b>now</b>"))
    assert '<a href="https://example.org"' in shown
    assert "<br>&lt;b&gt;now" in shown


def test_an_at_sign_offers_those_who_may_read_and_the_note_sets_them_apart(kettle):
    conversation = kettle.conversation()
    there = reverse("workspace:canned-colleagues", args=[conversation.pk])
    offered = kettle.ana.client.get(there, {"q": "le"}).content.decode()
    assert f'data-text="@{kettle.lea.person.name} "' in offered
    assert kettle.stella.person.name not in kettle.ana.client.get(there).content.decode()
    operations.note(conversation, by=kettle.ana.actor, text=f"<b> @{kettle.lea.person.name}: look")
    page = kettle.ana.client.get(reverse("workspace:conversation", args=[conversation.pk])).content.decode()
    assert f'&lt;b&gt; <span class="pult-mention">@{kettle.lea.person.name}</span>: look' in page


@pytest.mark.parametrize("state", ["running", "missed", "paused", "met", "solved"])
def test_the_head_leads_to_the_deadlines_in_every_state(kettle, conversation, at, state):
    hours = {"running": 5, "missed": -5}.get(state)
    due = timezone.now() + timedelta(hours=hours) if hours else None
    operations.set_due(conversation, at=due, target="first_reply" if due else "")
    if state == "paused":
        operations.set_pending(conversation, by=kettle.ana.actor)
    if state == "solved":
        operations.solve(conversation, by=kettle.ana.actor)
    assert f'hx-get="{at("deadline/")}"' in kettle.ana.client.get(at()).content.decode()
    assert kettle.ana.client.get(at("deadline/")).status_code == 200


def test_a_hold_is_shown_on_the_conversation_and_costs_no_statement(kettle, conversation, at):
    before = statements(lambda: kettle.ana.client.get(at()))
    assert "Legal hold" not in kettle.ana.client.get(at()).content.decode()
    hold = retention.hold_customer(conversation.customer, reason="Court file 7", by=kettle.omar.actor)
    page = kettle.ana.client.get(at()).content.decode()
    assert "Legal hold" in page
    assert reverse("retention:holds") not in page
    assert f'href="{reverse("retention:holds")}"' in kettle.omar.client.get(at()).content.decode()
    assert statements(lambda: kettle.ana.client.get(at())) == before
    retention.end_hold(hold, by=kettle.omar.actor)
    assert "Legal hold" not in kettle.ana.client.get(at()).content.decode()

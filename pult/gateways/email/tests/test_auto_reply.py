"""A mailbox that answers by itself: to people, once, and never to a machine."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.utils import format_datetime

import pytest
from django.utils import timezone

from pult.calendars import operations as calendars
from pult.calendars.types import Interval
from pult.conversations.models import Conversation, Message
from pult.conversations.types import MessageKind
from pult.foundation import jobs
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.gateways.email import operations
from pult.gateways.email.manners import Occasion, may_answer
from pult.gateways.email.models import AutoReplied, AutoReply, OutgoingMail
from pult.gateways.email.operations.outbox import content_of
from pult.gateways.email.reading import read_letter
from pult.gateways.email.types import MailOutcome, Source
from pult.gateways.email.wording import filled
from pult.inboxes import operations as inboxes
from pult.knowledge import operations as knowledge
from pult.knowledge.types.closures import ClosureKind
from pult.sla.models import Clock

from .post_office import write


def fresh(text: str = "It leaks.", **how: str) -> bytes:
    """A letter of today."""
    return _dated(write(text, **how))


def _dated(raw: bytes) -> bytes:
    return raw.replace(b"Mon, 15 Jan 2024 09:12:00 +0100", format_datetime(timezone.now()).encode())


def arrive(raw: bytes, **how) -> "operations.Settled":
    settled = operations.settle(operations.take_in(raw, source=Source.SMTP, later=False, **how))
    jobs.run_pending()
    return settled


@pytest.fixture
def on(kettle):
    return operations.set_auto_reply(kettle.inbox, is_on=True, every_hours=24, texts={}, by=kettle.omar.actor)


def answers() -> list[Message]:
    return list(Message.objects.filter(kind=MessageKind.AUTOMATIC).order_by("pk"))


def sent_bytes(message: Message) -> bytes:
    return content_of(OutgoingMail.objects.get(message=message))


def test_it_is_off_unless_switched_on(kettle):
    arrive(fresh(), envelope_from="carl@example.org", envelope_to=["help@kettle.example"])
    assert answers() == []


def test_somebody_who_writes_is_told_that_it_has_arrived(kettle, on):
    arrive(fresh(), envelope_from="carl@example.org", envelope_to=["help@kettle.example"])
    [answer] = answers()
    assert f"#{answer.conversation_id}" in answer.text
    assert "Hello Carl," in answer.text
    mail = OutgoingMail.objects.get(message=answer)
    assert (mail.sender, mail.recipients) == ("<>", ["carl@example.org"])
    headers = message_from_bytes(content_of(mail))
    assert headers["Auto-Submitted"] == "auto-replied"
    assert headers["X-Auto-Response-Suppress"] == "All"
    assert headers["Precedence"] == "bulk"
    assert headers["Cc"] is None


def test_it_answers_nothing(kettle, on):
    arrive(fresh(), envelope_from="carl@example.org")
    conversation = Conversation.objects.get()
    assert answers()
    assert conversation.first_reply_at is None
    assert conversation.waiting_since is not None
    assert conversation.last_kind == MessageKind.CUSTOMER
    assert conversation.status == "new" or conversation.assignee is not None
    assert Clock.objects.filter(stopped_at=None, target="first_response").exists()
    assert conversation.message_count == 1


def test_who_writes_again_within_the_pause_is_left_in_peace(kettle, on):
    arrive(fresh(), envelope_from="carl@example.org")
    arrive(fresh(subject="Another", message_id="<carl-2@example.org>"), envelope_from="carl@example.org")
    assert len(answers()) == 1
    AutoReplied.objects.update(at=timezone.now() - timedelta(hours=25))
    arrive(fresh(subject="A third", message_id="<carl-3@example.org>"), envelope_from="carl@example.org")
    assert len(answers()) == 2


def test_an_answer_in_a_conversation_gets_none(kettle, on):
    first = arrive(fresh(), envelope_from="carl@example.org")
    AutoReplied.objects.all().delete()
    raw = fresh("More", message_id="<carl-2@example.org>", References="<carl-1@example.org>")
    assert arrive(raw, envelope_from="carl@example.org").mail.outcome == MailOutcome.APPENDED
    assert first.mail.message is not None
    assert len(answers()) == 1


def test_the_same_mail_twice_is_answered_once(kettle, on):
    raw = fresh()
    arrive(raw, envelope_from="carl@example.org")
    arrive(b"Received: from elsewhere\r\n" + raw, envelope_from="carl@example.org")
    conversation = Conversation.objects.get()
    operations.answer_by_itself(conversation, message_id=conversation.last_message_id)
    assert len(answers()) == 1


@pytest.mark.parametrize(
    ("headers", "envelope_from"),
    [
        ({"Auto_Submitted": "auto-generated"}, "carl@example.org"),
        ({"Auto_Submitted": "auto-replied"}, "carl@example.org"),
        ({"Precedence": "bulk"}, "carl@example.org"),
        ({"Precedence": "list"}, "carl@example.org"),
        ({"List_Id": "<news.example.org>"}, "carl@example.org"),
        ({"List_Unsubscribe": "<mailto:off@example.org>"}, "carl@example.org"),
        ({"X_Auto_Response_Suppress": "OOF, AutoReply"}, "carl@example.org"),
        ({"X_Loop": "help@example.org"}, "carl@example.org"),
        ({"X_Pult_Desk": "0123456789abcdef"}, "carl@example.org"),
        ({"X_Autoreply": "yes"}, "carl@example.org"),
        ({"Return_Path": "<>"}, "carl@example.org"),
        ({}, "<>"),
        ({}, ""),
        ({"sender": "no-reply@example.org"}, "no-reply@example.org"),
        ({"sender": "MAILER-DAEMON@example.org"}, "x@example.org"),
        ({"sender": "owner-news@example.org"}, "x@example.org"),
        ({"sender": "help@kettle.example"}, "x@example.org"),
        ({"Reply_To": "help@kettle.example"}, "x@example.org"),
    ],
)
def test_machines_lists_and_ourselves_get_no_answer(kettle, on, headers, envelope_from):
    arrive(fresh(**headers), envelope_from=envelope_from, envelope_to=["help@kettle.example"])
    assert answers() == []


def test_old_mail_that_is_read_in_gets_none(kettle, on):
    arrive(write(), envelope_from="carl@example.org")
    assert Conversation.objects.count() == 1
    assert answers() == []


def test_two_desks_that_answer_by_themselves_fall_silent(kettle, on, settings):
    """What one desk says by itself reaches another; neither answers the other."""
    arrive(fresh(), envelope_from="carl@example.org")
    [ours] = answers()
    said = sent_bytes(ours).replace(b"carl@example.org", b"help@other.example")
    settings.APP_URL = "https://desk.other.example"
    other = inboxes.open_inbox(
        "Other", address="help@other.example", department=kettle.billing, by=kettle.omar.actor
    )
    operations.set_auto_reply(other, is_on=True, every_hours=1, texts={}, by=kettle.omar.actor)
    settled = arrive(said, envelope_from="<>", envelope_to=["help@other.example"])
    assert settled.mail.outcome in {MailOutcome.AUTO_REPLY, MailOutcome.QUARANTINED}
    assert answers() == [ours]
    letter = read_letter(said)
    assert not may_answer(Occasion(letter=letter, received_at=timezone.now()))


def test_out_of_hours_says_when_we_are_back_and_what_is_promised(kettle, on):
    week = {0: [Interval(opens=8 * 60, closes=16 * 60)]}
    calendar = calendars.open_calendar("Mondays", zone="Europe/Zagreb", by=SYSTEM, week=week)
    kettle.support.calendar = calendar
    kettle.support.save(update_fields=["calendar"])
    sunday = datetime.fromisoformat("2026-11-22T12:00+01:00")
    conversation = kettle.conversation(name="Carl", at=sunday)
    [answer] = answers()
    assert "We are here again on Monday, November 23, 08:00." in answer.text
    assert "of opening time" in answer.text
    assert answer.conversation == conversation


def test_a_closure_is_told_and_the_language_is_the_customers(kettle, on):
    closure = knowledge.draft_closure(
        ClosureKind.OUTAGE,
        begins_at=timezone.now() - timedelta(hours=1),
        ends_at=None,
        reason="Telefoni ne rade",
        by=kettle.lea.actor,
    )
    knowledge.announce_closure(closure, by=kettle.lea.actor)
    text = "Poštovani, kupio sam čajnik i ne radi. Molim vas, javite mi što da učinim s njim."
    arrive(fresh(text, subject="Čajnik ne radi"), envelope_from="carl@example.org")
    [answer] = answers()
    assert "Telefoni ne rade" in answer.text
    assert "thank you" not in answer.text


def test_own_words_go_before_ours(kettle, on):
    texts = {"en": {"open": "Ta, {name}! {number} {unknown} {promise}", "closed": " "}}
    settings = operations.set_auto_reply(
        kettle.inbox, is_on=True, every_hours=24, texts=texts, by=kettle.omar.actor
    )
    assert settings.texts == {"en": {"open": "Ta, {name}! {number} {unknown} {promise}"}}
    conversation = kettle.conversation(
        name="{number}<b>", text="My kettle leaks all the time, please help me."
    )
    [answer] = answers()
    assert answer.text.startswith(f"Ta, {{number}}<b>! #{conversation.pk} {{unknown}}")


def test_a_pause_is_between_an_hour_and_a_month(kettle):
    with pytest.raises(Invalid):
        operations.set_auto_reply(kettle.inbox, is_on=True, every_hours=0, texts={}, by=kettle.omar.actor)
    assert not AutoReply.objects.exists()


def test_sentences_with_nothing_to_say_leave_no_gaps():
    empty = dict.fromkeys(("name", "number", "subject", "promise", "opens", "closure"), "")
    assert filled("Hello {name},\n\n{closure}\n\n{promise}\n\nBye", empty) == "Hello,\n\nBye"


def test_the_settings_page(kettle):
    page = f"/app/settings/mail/inboxes/{kettle.inbox.pk}/auto-reply"
    mila = kettle.mila.client
    assert "Hello Carl" in mila.get(page).text
    given = {
        "is_on": "on",
        "every_hours": 12,
        "en:open": "Ta <b>{number}</b>",
        "en:closed": "Ta <b>{number}</b>",
    }
    assert mila.post(page, given).status_code == 302
    shown = mila.get(page).text
    assert "Ta &lt;b&gt;#1234&lt;/b&gt;" in shown
    assert AutoReply.objects.get().every_hours == 12
    assert mila.post(page, {"every_hours": 0}).status_code == 422
    assert kettle.ana.client.get(page).status_code == 403
    assert page in mila.get(f"/app/settings/inboxes/{kettle.inbox.pk}/").text

"""Stories of chats: what a visitor says, sees, and may not see."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from pult.assistant import operations as assistant
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.conversations.types import Delivery, Upload
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM, Actor, Kind
from pult.foundation.eventlog.models import EventRecord
from pult.gateways.chat import operations, queries
from pult.gateways.chat.errors import Blocked, ChatIsOver, Invalid, TooFast, TooLong
from pult.gateways.chat.identity import Claim
from pult.gateways.chat.models import Chat
from pult.gateways.chat.operations import Said
from pult.gateways.chat.queries.visiting import chat_of, history_of
from pult.gateways.email.models import OutgoingMail
from pult.inboxes.types import Channel
from pult.routing import queries as routing
from pult.surveys.models import Response
from pult.workforce import operations as workforce
from pult.workforce.types import Presence
from tests.cast import Kettle

from .shop import Shop

pytestmark = pytest.mark.django_db


def texts(chat: Chat, number: int = 0) -> list[str]:
    return [one["text"] for one in queries.messages_after(chat, number=number, visitor=chat.visitor)]


def test_what_a_visitor_says_becomes_a_conversation_once(shop: Shop):
    carl = shop.visitor(language="hr")
    chat, first = shop.says(carl, "Moje kuhalo curi", name="client-id-1")
    again, same = shop.says(carl, "Moje kuhalo curi", name="client-id-1")
    assert (again, same) == (chat, first)
    conversation = chat.conversation
    assert (conversation.channel, conversation.language) == (Channel.CHAT, "hr")
    assert conversation.department == shop.kettle.support
    assert conversation.customer.name.startswith("Visitor ")
    _, second = shop.says(carl, "Od dna", chat=chat)
    assert second.conversation == conversation
    assert texts(chat) == ["Moje kuhalo curi", "Od dna"]


def test_a_visitor_never_sees_notes_drafts_or_the_chats_of_others(shop: Shop, kettle: Kettle):
    carl, cleo = shop.visitor(), shop.visitor()
    chat, _ = shop.says(carl, "My kettle leaks")
    conversations.note(chat.conversation, by=kettle.ana.actor, text="He is always angry")
    kettle.reply(chat.conversation, "A new one is on its way.")
    assert texts(chat) == ["My kettle leaks", "A new one is on its way."]
    assert chat_of(cleo, chat.pk) is None
    assert chat_of(cleo, "1") is None
    assert queries.current_chat(cleo) is None
    assert history_of(cleo) == []


def test_reading_on_from_a_number_gives_what_came_after(shop: Shop, kettle: Kettle):
    chat, first = shop.says(shop.visitor(), "One")
    kettle.reply(chat.conversation, "Two", extras={"choices": ["Yes", "No"]})
    shown = queries.messages_after(chat, number=first.pk, visitor=chat.visitor)
    assert [(one["from"], one["text"], one["extras"]) for one in shown] == [
        ("staff", "Two", {"choices": ["Yes", "No"]})
    ]


def test_a_bot_is_shown_as_one(shop: Shop):
    chat, _ = shop.says(shop.visitor())
    bot = Actor(kind=Kind.BOT, id=1, name="Kettle bot")
    conversations.reply(chat.conversation, by=bot, text="Have you tried turning it over?")
    assert queries.messages_after(chat, number=0, visitor=chat.visitor)[1]["from"] == "bot"


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (Said(name="message-1", text="  "), Invalid),
        (Said(name="short", text="Hello"), Invalid),
        (Said(name="message-1", text="x" * 5001), TooLong),
    ],
)
def test_what_is_empty_nameless_or_endless_is_refused(shop: Shop, said: Said, refusal: type[Exception]):
    with pytest.raises(refusal):
        operations.say(shop.visitor(), said)


def test_a_chat_that_has_ended_takes_nothing_more(shop: Shop, kettle: Kettle):
    carl = shop.visitor()
    chat, _ = shop.says(carl)
    assert operations.end_chat(chat, by=kettle.ana.actor)
    assert not operations.end_chat(chat, by=kettle.ana.actor)
    with pytest.raises(ChatIsOver):
        shop.says(carl, chat=chat)
    assert queries.current_chat(carl) is None
    assert queries.standing_of(chat)["status"] == "ended"
    another, _ = shop.says(carl, "One more thing")
    assert another != chat
    assert [one["over"] for one in history_of(carl)] == [False, True]


def test_a_reply_that_the_browser_got_is_delivered(shop: Shop, kettle: Kettle):
    chat, _ = shop.says(shop.visitor())
    reply = kettle.reply(chat.conversation)
    assert reply.delivery == Delivery.QUEUED
    chat.conversation.refresh_from_db()
    operations.note_got(chat, message_id=reply.pk, has_read=True)
    reply.refresh_from_db()
    assert reply.delivery == Delivery.SENT
    chat.refresh_from_db()
    assert (chat.got_id, chat.read_id) == (reply.pk, reply.pk)
    assert not operations.mail_unread(reply.pk)


def test_who_has_gone_gets_the_answer_by_mail_and_answers_by_mail(shop: Shop, kettle: Kettle):
    carl = shop.visitor()
    operations.describe(carl, name="Carl", email="carl@example.org")
    chat, _ = shop.says(carl)
    long_ago = timezone.now() - timedelta(minutes=10)
    operations.note_gone([carl.pk], at=long_ago)
    reply = kettle.reply(chat.conversation, "A new one is on its way.")
    outgoing = OutgoingMail.objects.get(message=reply)
    assert (outgoing.sender, outgoing.recipients) == ("help@kettle.example", ["carl@example.org"])
    answer = kettle.mail("carl@example.org", "Re: leaks", "Thank you!", claimed=chat.pk)
    assert answer.conversation.pk == chat.pk
    assert texts(chat)[-1] == "Thank you!"


def test_who_is_here_gets_mail_only_for_what_they_have_not_got_in_time(shop: Shop, kettle: Kettle):
    carl = shop.visitor()
    operations.describe(carl, email="carl@example.org")
    chat, _ = shop.says(carl)
    reply = kettle.reply(chat.conversation)
    assert not OutgoingMail.objects.filter(message=reply).exists()
    assert operations.mail_unread(reply.pk)


def test_without_an_address_a_reply_waits_for_the_visitor(shop: Shop, kettle: Kettle):
    carl = shop.visitor()
    chat, _ = shop.says(carl)
    operations.note_gone([carl.pk], at=timezone.now() - timedelta(minutes=10))
    reply = kettle.reply(chat.conversation)
    reply.refresh_from_db()
    assert reply.delivery == Delivery.QUEUED
    assert not OutgoingMail.objects.exists()


def test_an_address_that_nobody_proved_opens_no_history(shop: Shop, kettle: Kettle):
    known = kettle.conversation("carl@example.org")
    mallory = shop.visitor()
    operations.describe(mallory, name="Carl", email="carl@example.org")
    chat, _ = shop.says(mallory)
    assert chat.conversation.customer != known.customer
    assert [one["conversation"] for one in history_of(mallory)] == [chat.pk]


def test_whom_the_website_vouches_for_has_one_history_on_every_device(shop: Shop, kettle: Kettle):
    known = kettle.conversation("carl@example.org")
    claim = Claim(id="42", name="Carl", email="carl@example.org", is_address_proved=True)
    phone, laptop = shop.visitor(claim=claim), shop.visitor(claim=claim)
    chat, _ = shop.says(phone)
    assert chat.conversation.customer == known.customer
    assert queries.current_chat(laptop) == chat
    again = shop.visitor(key=phone.key)
    assert again != phone
    assert queries.current_chat(again) is None
    other = shop.visitor(key=phone.key, claim=Claim(id="43"))
    assert history_of(other) == []
    assert shop.visitor(key=phone.key, claim=claim) == phone


def test_an_id_without_a_proved_address_is_a_customer_of_its_own(shop: Shop, kettle: Kettle):
    known = kettle.conversation("carl@example.org")
    visitor = shop.visitor(claim=Claim(id="44", name="Carl", email="carl@example.org"))
    chat, _ = shop.says(visitor)
    assert chat.conversation.customer != known.customer
    values = chat.conversation.customer.identities.filter(kind=IdentityKind.VISITOR).values_list(
        "value", flat=True
    )
    assert list(values) == [f"user:{shop.widget.pk}:44"]


def test_blocked_visitors_and_addresses_are_refused_until_they_are_let_in_again(shop: Shop, kettle: Kettle):
    carl = shop.visitor(address="192.0.2.7")
    operations.block(carl, by=kettle.ana.actor, reason="Spam", with_address=True)
    with pytest.raises(Blocked):
        shop.says(carl)
    with pytest.raises(Blocked):
        shop.visitor(address="192.0.2.7")
    with pytest.raises(Blocked):
        shop.visitor(key=carl.key)
    operations.unblock(carl, by=kettle.ana.actor)
    shop.says(carl)


def test_a_visitor_who_leaves_while_waiting_is_noticed_once_and_welcomed_back(shop: Shop):
    carl = shop.visitor()
    chat, _ = shop.says(carl)
    assert queries.is_online(chat.conversation)
    later = timezone.now() + timedelta(minutes=5)
    assert operations.notice_leavers(at=later) == 1
    assert operations.notice_leavers(at=later) == 0
    assert not queries.is_online(chat.conversation, at=later)
    assert EventRecord.objects.get(name="chat.visitor_left").data["had_answer"] is False
    chat.refresh_from_db()
    operations.note_return([chat])
    assert EventRecord.objects.filter(name="chat.visitor_returned").count() == 1


def test_a_chat_that_goes_on_by_mail_takes_no_place_until_its_visitor_is_back(shop: Shop, kettle: Kettle):
    carl, ana = shop.visitor(), kettle.ana
    chat, _ = shop.says(carl)
    conversations.assign(chat.conversation, to=ana.member, by=ana.actor)
    kettle.settle()

    def load() -> int:
        return routing.load_on(Channel.CHAT, [ana.member.pk]).get(ana.member.pk, 0)

    assert load() == 1
    operations.notice_leavers(at=timezone.now() + timedelta(minutes=5))
    assert load() == 0
    shop.kettle.reply(chat.conversation, "It comes on Monday.")
    assert load() == 0
    chat.refresh_from_db()
    shop.says(carl, "Which Monday?", chat)
    operations.note_return([chat])
    assert load() == 1
    returned = EventRecord.objects.get(name="chat.visitor_returned")
    assert returned.data["assignee_id"] == ana.member.pk
    operations.end_chat(chat, by=ana.actor)
    assert load() == 0


def test_what_the_bot_was_told_is_where_the_answer_goes(shop: Shop, kettle: Kettle):
    for one in (kettle.ana, kettle.lea, kettle.mila, kettle.stella):
        workforce.set_presence(one.member, Presence.AWAY, by=SYSTEM)
    flow = assistant.write_flow("Usual", by=SYSTEM)
    assistant.publish_flow(flow, by=SYSTEM)
    flow.refresh_from_db()
    bot = assistant.open_bot(shop.widget.inbox, name="Kettle", flow=flow, by=SYSTEM)
    assistant.change_bot(bot, is_on=True, by=SYSTEM)
    vera = shop.visitor()
    chat, _ = shop.says(vera, "human")
    shop.says(vera, "vera at example", chat)
    shop.says(vera, "vera@example.org", chat)
    chat.visitor.refresh_from_db()
    assert chat.visitor.email == "vera@example.org"
    operations.note_gone([vera.pk], at=timezone.now() - timedelta(minutes=10))
    kettle.reply(chat.conversation, "It comes on Monday.")
    assert OutgoingMail.objects.get().recipients == ["vera@example.org"]


def test_a_rating_in_the_chat_counts_like_one_by_mail(shop: Shop, kettle: Kettle):
    chat, _ = shop.says(shop.visitor())
    kettle.reply(chat.conversation)
    operations.rate(chat, score=5, comment="Quick!")
    kettle.settle()
    assert Response.objects.count() == 1
    assert EventRecord.objects.get(name="rating.given").data["score"] == 5
    with pytest.raises(Invalid):
        operations.rate(chat, score=6)


def test_a_copy_of_the_chat_goes_by_mail_a_few_times_only(shop: Shop, kettle: Kettle):
    chat, _ = shop.says(shop.visitor())
    conversations.note(chat.conversation, by=kettle.ana.actor, text="He is always angry")
    with pytest.raises(Invalid):
        operations.mail_transcript(chat, by=kettle.ana.actor)
    for _number in range(3):
        operations.mail_transcript(chat, by=kettle.ana.actor, to="carl@example.org")
    with pytest.raises(TooFast):
        operations.mail_transcript(chat, by=kettle.ana.actor, to="carl@example.org")
    assert "My kettle leaks" in mail.outbox[0].body
    assert "angry" not in mail.outbox[0].body


def test_the_form_for_when_nobody_is_here_is_answered_by_mail(shop: Shop):
    carl = shop.visitor(language="hr")
    said = Said(name="client-id-1", text="Kad radite?")
    received = operations.leave_message(carl, said, name="Carl", email="carl@example.org")
    assert received.conversation.channel == Channel.EMAIL
    assert received.conversation.customer.name == "Carl"
    with pytest.raises(Invalid):
        operations.leave_message(carl, Said(name="client-id-2", text="Hm"), name="", email="nowhere")


def test_pages_are_noted_only_with_consent_and_forgotten_when_it_is_taken_back(shop: Shop, kettle: Kettle):
    operations.change_widget(shop.widget, keeps_trail=True, by=kettle.mila.actor)
    carl = shop.visitor()
    assert operations.note_page(carl, address="https://shop.example/kettles") is None
    operations.agree(carl, to_trail=True)
    operations.note_page(carl, address="https://shop.example/kettles", title="Kettles")
    operations.note_page(carl, address="https://shop.example/kettles", title="Kettles")
    operations.note_page(carl, address="https://shop.example/cart", title="Cart")
    chat, _ = shop.says(carl)
    here = queries.visitors_now(kettle.ana.actor)
    assert [(one.visitor, one.page.title, one.conversation) for one in here] == [
        (carl, "Cart", chat.conversation)
    ]
    assert queries.visitors_now(kettle.eva.actor, at=timezone.now() + timedelta(hours=1)) == []
    operations.agree(carl, to_trail=False)
    assert carl.visits.count() == 0


def test_files_come_along_and_other_doors_have_no_visitor(shop: Shop, kettle: Kettle):
    upload = Upload(name="leak.txt", content_type="text/plain", content=b"drip")
    chat, _ = shop.says(shop.visitor(), "", uploads=(upload,))
    assert queries.messages_after(chat, number=0, visitor=chat.visitor)[0]["files"][0]["name"] == "leak.txt"
    assert queries.visitor_of(chat.conversation) == chat.visitor
    by_mail = kettle.conversation("carl@example.org")
    assert queries.visitor_of(by_mail) is None
    assert not queries.is_online(by_mail)
    assert Message.objects.filter(conversation=by_mail).exists()
    assert Conversation.objects.count() == 2


def test_a_visitor_chooses_among_the_departments_that_are_offered(shop: Shop, kettle: Kettle):
    operations.change_widget(shop.widget, departments=[kettle.support, kettle.billing], by=kettle.mila.actor)
    chat, _ = shop.says(shop.visitor(), department_id=kettle.billing.pk)
    assert chat.conversation.department == kettle.billing


def test_the_staff_s_reading_is_seen(shop: Shop, kettle: Kettle):
    chat, message = shop.says(shop.visitor())
    conversations.mark_read(chat.conversation, by=kettle.ana.actor, message_id=message.pk)
    assert queries.standing_of(chat)["read"] == message.pk


def test_of_the_staff_only_whoever_has_the_chat_reads_for_the_visitor(shop: Shop, kettle: Kettle):
    chat, message = shop.says(shop.visitor())
    conversations.assign(chat.conversation, to=kettle.ana.member, by=kettle.ana.actor)
    conversations.mark_read(chat.conversation, by=kettle.lea.actor, message_id=message.pk)
    assert queries.standing_of(chat)["read"] == 0
    conversations.mark_read(chat.conversation, by=kettle.ana.actor, message_id=message.pk)
    assert queries.standing_of(chat)["read"] == message.pk


def test_a_new_secret_makes_the_old_one_worthless(shop: Shop, kettle: Kettle):
    before = shop.widget.secret
    operations.renew_secret(shop.widget, by=kettle.mila.actor)
    assert shop.widget.secret != before

"""The bot in conversations: it takes them, answers once, and is silent when a person is there."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from pult.assistant import metrics, operations
from pult.assistant.models import Answer, FlowVersion, Session
from pult.assistant.types import Ending, Outcome, When
from pult.calendars import operations as calendars
from pult.calendars.types import Interval
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.types import Status
from pult.foundation.actors import SYSTEM
from pult.knowledge import operations as knowledge
from pult.knowledge.types.closures import ClosureKind
from pult.metrics import queries as ledger
from pult.metrics.types import Period
from pult.routing import operations as routing
from pult.routing.queries import place_in_queue
from pult.sla.models import Clock
from pult.workforce import operations as workforce
from pult.workforce.models import Department, Member
from pult.workforce.types import Presence

pytestmark = pytest.mark.django_db

ZAGREB = ZoneInfo("Europe/Zagreb")
OFFICE = {day: [Interval.of(time(9), time(17))] for day in range(5)}
NIGHT = datetime(2026, 11, 21, 2, 0, tzinfo=ZAGREB)


def today() -> Period:
    return Period(datetime(2020, 1, 1).date(), datetime(2040, 1, 1).date())


def test_the_bot_answers_a_new_chat_and_nobody_is_given_it_meanwhile(kettle, chat):
    said = chat.write("White chalk in my kettle")
    assert said[0] == "Boil half a litre of water with vinegar."
    assert chat.conversation.is_with_bot
    assert place_in_queue(chat.conversation) is None
    answer = Answer.objects.get()
    assert (answer.question, answer.title, answer.score) == ("White chalk in my kettle", "Descaling", 0.9)
    assert answer.outcome == Outcome.NONE


def test_what_helped_is_solved_by_the_bot_and_counted_as_contained(kettle, chat):
    chat.write("White chalk in my kettle")
    chat.write("yes")
    assert chat.conversation.status == Status.SOLVED
    assert not chat.conversation.is_with_bot
    assert Answer.objects.get().outcome == Outcome.ACCEPTED
    contained = ledger.summary(metrics.CONTAINMENT, today())
    assert (contained.count, contained.value) == (1, 1.0)
    assert ledger.summary(metrics.HANDED_OVER, today()).value == 0.0
    assert ledger.summary(metrics.ACCEPTED, today()).value == 1.0


def test_a_hand_over_gives_the_conversation_to_people_with_a_tidy_note(kettle, chat):
    chat.write("White chalk in my kettle")
    said = chat.write("I want to talk to a human")
    assert said == ["I am handing you over to a colleague, who can read what we have said so far."]
    assert place_in_queue(chat.conversation) is not None
    (note,) = chat.notes()
    assert note.splitlines() == [
        "Handed over by the bot: The visitor wanted a person.",
        "Asked: White chalk in my kettle",
        "Answered from “Descaling”: Nothing was said about it",
    ]
    assert ledger.summary(metrics.HANDED_OVER, today()).value == 1.0


def test_after_the_hand_over_the_bot_says_nothing(chat):
    chat.write("human")
    assert chat.write("White chalk in my kettle") == []


def test_the_bot_never_answers_where_a_person_has_joined(kettle, chat):
    chat.write("White chalk in my kettle")
    conversations.reply(chat.conversation, by=kettle.ana.actor, text="Ana here.")
    assert chat.write("White chalk again") == []
    assert Session.objects.get().ending == Ending.JOINED


def test_a_person_who_joins_between_the_message_and_the_answer_is_not_talked_over(kettle, chat):
    chat.write("White chalk in my kettle", settle=False)
    conversations.assign(chat.conversation, to=kettle.ana.member, by=kettle.ana.actor)
    kettle.settle()
    assert not chat.said().exists()


def test_answering_twice_says_nothing_twice(chat):
    chat.write("White chalk in my kettle")
    last = chat.conversation.messages.filter(kind="customer").latest("pk")
    before = chat.said().count()
    assert not operations.answer(chat.conversation, last)
    assert chat.said().count() == before


def test_several_messages_at_once_get_one_answer(kettle, chat):
    chat.write("Good morning to you all", settle=False)
    chat.write("there is chalk in my kettle", settle=False)
    kettle.settle()
    assert Answer.objects.count() == 1
    assert chat.said().count() == 2


def test_the_bots_answers_keep_no_promise_of_the_staff(chat):
    chat.write("White chalk in my kettle")
    assert Clock.objects.get(conversation=chat.conversation, target="first_response").stopped_at is None
    assert chat.conversation.first_reply_at is None


@pytest.mark.parametrize(("when", "takes"), [(When.ALWAYS, True), (When.NOBODY, False), (When.CLOSED, False)])
def test_in_opening_hours_with_somebody_there_it_depends_on_the_settings(kettle, chat, when, takes):
    chat.bot.when = when
    chat.bot.save()
    chat.write("White chalk in my kettle")
    assert chat.conversation.is_with_bot is takes


def test_at_night_it_asks_for_an_address_and_says_when_somebody_answers(kettle, chat):
    calendar = calendars.open_calendar("Office", zone="Europe/Zagreb", week=OFFICE, by=SYSTEM)
    Department.objects.update(calendar=calendar)
    chat.bot.when = When.CLOSED
    chat.bot.save()
    chat.write("My lid squeaks", at=NIGHT)
    assert chat.write("It squeaks so loudly", at=NIGHT) == ["To which e-mail address may we answer?"]
    (said,) = chat.write("vera@example.org", at=NIGHT)
    assert "Monday, November 23, 09:00" in said
    assert "vera@example.org" in chat.notes()[0]


def test_when_nobody_is_there_it_does_not_promise_a_colleague(kettle, chat):
    for member in Member.objects.at_work():
        workforce.set_presence(member, Presence.AWAY, by=SYSTEM)
    kettle.settle()
    chat.write("human")
    (said,) = chat.write("vera@example.org")
    assert said.startswith("All colleagues are away at the moment.")


def test_whoever_falls_silent_is_not_counted_as_helped(kettle, chat):
    chat.write("White chalk in my kettle")
    later = chat.conversation.activity_at + timedelta(hours=1)
    assert operations.end_silent(at=later) == 1
    kettle.settle()
    assert Session.objects.get().ending == Ending.SILENT
    assert ledger.summary(metrics.CONTAINMENT, today()).value == 0.0
    assert operations.end_silent(at=later) == 0


def test_who_comes_back_after_the_bot_is_done_talks_to_a_person(kettle, chat):
    chat.write("White chalk in my kettle")
    chat.write("yes")
    assert chat.write("It is back") == []
    assert place_in_queue(chat.conversation) is not None


def test_an_answer_marked_wrong_leaves_the_figure_and_may_come_back(kettle, chat):
    chat.write("White chalk in my kettle")
    chat.write("yes")
    answer = Answer.objects.get()
    assert operations.mark_wrong(answer, by=kettle.ana.actor)
    assert not operations.mark_wrong(answer, by=kettle.lea.actor)
    kettle.settle()
    assert ledger.summary(metrics.ACCEPTED, today()).value == 0.0
    operations.take_mark_back(answer, by=kettle.ana.actor)
    kettle.settle()
    accepted = ledger.summary(metrics.ACCEPTED, today())
    assert (accepted.count, accepted.value) == (1, 1.0)


def test_a_cyrillic_question_is_answered_in_cyrillic(chat):
    assert chat.write("Добар дан") == ["Поздрав. Како могу да Вам помогнем?"]
    chat.write("Не ради ми чајник, шта да радим?")
    assert chat.said().last().text.startswith("Нисам нашао сигуран одговор.")


def test_an_answer_carries_its_source_and_the_question_its_buttons(chat):
    chat.write("White chalk in my kettle")
    answer, helped = chat.said()
    assert answer.extras == {"sources": [{"title": "Descaling", "url": "/hc/en/articles/1-descaling"}]}
    assert helped.extras == {"choices": ["Yes, thank you", "No", "Talk to a person"]}


def test_whoever_stands_in_the_queue_already_is_left_to_people(kettle, chat):
    """Somebody may come back to the page before the bot is asked; then a member has the offer, and keeps it."""
    chat.write("White chalk in my kettle", settle=False)
    routing.place(chat.conversation)
    kettle.settle()
    chat.conversation.refresh_from_db()
    assert not chat.conversation.is_with_bot
    assert not Session.objects.exists()
    assert place_in_queue(chat.conversation).number == 1


def test_a_flow_may_ask_on_which_page_a_chat_began(kettle, chat):
    assert operations.takes(kettle.conversation(), page="/returns") is False
    chat.write("White chalk in my kettle", settle=False)
    assert operations.takes(chat.conversation, page="https://shop.example/returns")
    assert Session.objects.get().page == "https://shop.example/returns"


def test_a_closure_is_spoken_by_the_bot_when_it_hands_over(kettle, chat):
    now = timezone.now()
    closure = knowledge.draft_closure(
        ClosureKind.OUTAGE, reason="Telephones", begins_at=now - timedelta(hours=1), ends_at=None,
        departments=[kettle.support], by=SYSTEM,
    )  # fmt: skip
    knowledge.word_closure(closure, {"en": {"chat": "Our telephones are down until noon."}}, by=SYSTEM)
    assert "Our telephones are down until noon." not in "".join(chat.write("human"))
    knowledge.announce_closure(closure, by=SYSTEM)
    chat.conversation = None
    assert any("Our telephones are down until noon." in one for one in chat.write("human"))


def test_a_flow_decides_by_the_page_that_the_visitor_is_on(kettle, chat):
    step = {
        "key": "where",
        "kind": "condition",
        "test": "page",
        "value": "/shop",
        "next": "shop",
        "otherwise": "home",
    }
    said = [
        {"key": key, "kind": "say", "text": {"en": f"You are in the {key}."}, "next": ""}
        for key in ("shop", "home")
    ]
    content = {"start": "where", "steps": [step, *said]}
    FlowVersion.objects.update(content=content)
    received = kettle.mail("vera@example.org")
    conversation = received.conversation
    Conversation.objects.filter(pk=conversation.pk).update(channel="chat", inbox=chat.bot.inbox)
    conversation.refresh_from_db()
    assert operations.takes(conversation, page="https://kettle.example/shop/kettles")
    operations.answer(conversation, received.message)
    said = conversation.messages.filter(kind="reply").values_list("text", flat=True)
    assert list(said) == ["You are in the shop."]

"""The bot's answers in the words of a model: only what its sources say, only in time, and else as it was found."""

import json

import pytest

from pult.assistant import operations
from pult.assistant.models import Answer, ModelCall, Session
from pult.assistant.types import CallState, Ending, Use, UseRule
from pult.conversations import operations as conversations

from .model_server import Reply, refused

pytestmark = pytest.mark.django_db

FOUND = "Boil half a litre of water with vinegar."
QUESTION = "White chalk in my kettle, I am Vera"
WORDED = "You can boil half a litre of water with vinegar."


def wording(*sentences):
    return Reply(
        says={"sentences": [{"text": text, "sources": list(sources)} for text, sources in sentences]}
    )


def test_the_bot_words_what_it_has_found(chat, model):
    model.plays(wording((WORDED, (1,))))
    said = chat.write(QUESTION)
    assert said[0] == WORDED
    assert len(said) == 2
    answer = Answer.objects.get()
    assert (answer.is_worded, answer.passage) == (True, FOUND)
    assert answer.message.extras["sources"][0]["title"] == "Descaling"
    given = json.loads(model.material())
    assert given["sources"] == [{"number": 1, "text": FOUND}]
    assert "Vera" not in given["question"]
    chat.write("yes")
    assert Session.objects.get().ending == Ending.HELPED


@pytest.mark.parametrize(
    "reply",
    [
        wording(("You can boil it with vinegar for 45 minutes.", (1,))),
        wording(("You get your money back without any question asked.", (1,))),
        wording((WORDED, ())),
        wording((WORDED, (2,))),
        wording((WORDED, (1,)), ("See http://evil.example.", (1,))),
        wording((f"[NAME_7], {WORDED}", (1,))),
        wording(),
        wording(*[(WORDED, (1,))] * 40),
        Reply(says="Ignore the rules."),
        refused(500, "Oops"),
        refused(429, "Busy", Retry_After="5"),
    ],
)
def test_whatever_goes_wrong_the_passage_itself_is_said(chat, model, reply):
    model.plays(reply)
    said = chat.write(QUESTION)
    assert said[0] == FOUND
    assert not Answer.objects.get().is_worded


def test_without_the_use_nothing_is_asked(kettle, chat, model):
    operations.change_uses({Use.DRAFT: UseRule(is_on=True)}, by=kettle.omar.actor)
    assert chat.write(QUESTION)[0] == FOUND
    assert model.requests == []


def test_a_visitor_who_writes_on_hears_first_what_was_found(kettle, chat, model, monkeypatch):
    model.plays(wording((WORDED, (1,))))
    chat.write(QUESTION, settle=False)
    conversation = chat.conversation
    operations.takes(conversation)
    operations.answer(conversation, conversation.messages.get())
    call = ModelCall.objects.get(use=Use.BOT)
    assert [one.text for one in chat.said()] == []
    chat.write("hello?", settle=False)
    conversation.refresh_from_db()
    operations.answer(conversation, conversation.messages.order_by("-pk")[0])
    assert chat.said()[0].text == FOUND
    call.refresh_from_db()
    assert call.state == CallState.STOPPED
    assert operations.carry_out(call.pk) is None
    assert not operations.say_found(call)


def test_when_a_person_joins_meanwhile_nothing_more_is_said(kettle, chat, model):
    chat.write(QUESTION, settle=False)
    conversation = chat.conversation
    operations.takes(conversation)
    operations.answer(conversation, conversation.messages.get())
    conversations.reply(conversation, by=kettle.ana.actor, text="Hello, Ana here.")
    call = ModelCall.objects.get(use=Use.BOT)
    model.plays(wording((WORDED, (1,))))
    operations.carry_out(call.pk)
    assert [one.text for one in chat.said()] == ["Hello, Ana here."]
    assert Session.objects.get().ending == Ending.JOINED


def test_who_waits_too_long_hears_what_was_found(kettle, chat, model):
    chat.write(QUESTION, settle=False)
    conversation = chat.conversation
    operations.takes(conversation)
    operations.answer(conversation, conversation.messages.get())
    call = ModelCall.objects.get(use=Use.BOT)
    assert operations.say_found(call)
    assert chat.said()[0].text == FOUND
    assert not operations.say_found(call)
    call.refresh_from_db()
    assert call.state == CallState.STOPPED


def test_a_cyrillic_question_is_answered_in_cyrillic_letters(chat, model):
    model.plays(wording(("Prokuhajte pola litre vode s octom.", (1,))))
    said = chat.write("Бели каменац у мом кувалу, chalk")
    assert said[0].startswith("Прокухајте")

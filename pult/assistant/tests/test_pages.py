"""The pages of the bot: setting it up, writing flows, trying them out, judging answers."""

import re

import pytest

from pult.assistant import operations
from pult.assistant.models import Answer, Bot, Flow, OwnChatter
from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM
from pult.knowledge.models import Gap

pytestmark = pytest.mark.django_db

ROOT = "/app/assistant"


def kept_in(answer) -> str:
    """What the page carries along."""
    return re.search(r'name="kept"\s+value="([^"]*)"', answer.content.decode())[1]


@pytest.fixture
def omar(kettle):
    return kettle.omar.client


def test_a_bot_is_opened_for_a_chat_and_switched_on(kettle, omar, chat):
    Bot.objects.all().delete()
    flow = Flow.objects.get()
    assert omar.get(ROOT).status_code == 200
    answer = omar.post(ROOT, {"inbox": chat.bot.inbox_id, "name": "Vrelko", "flow": flow.pk}, follow=True)
    assert "Vrelko" in answer.content.decode()
    values = {
        "name": "Vrelko",
        "when": "closed",
        "flow": flow.pk,
        "wanted_precision": "0.9",
        "least_judged": "20",
    }
    kinds = {f"detail-{number}-kind": "text" for number in range(3)}
    labels = {"detail-0-en": "Your order number?", "detail-0-kind": "number"}
    omar.post(f"{ROOT}/bots/{chat.bot.inbox_id}", values | {"is_on": "on"} | kinds | labels)
    bot = Bot.objects.get()
    assert (bot.is_on, bot.when) == (True, "closed")
    assert [(one.key, one.kind) for one in bot.wanted] == [("number-1", "number")]


def test_a_bot_cannot_be_switched_on_with_an_unpublished_flow(kettle, omar, chat):
    flow = operations.write_flow("Another", by=SYSTEM)
    values = {"name": "x", "when": "always", "flow": flow.pk, "wanted_precision": "0.9", "least_judged": "20"}
    kinds = {f"detail-{number}-kind": "text" for number in range(3)}
    answer = omar.post(f"{ROOT}/bots/{chat.bot.pk}", values | {"is_on": "on"} | kinds)
    assert answer.status_code == 422


def test_a_flow_is_written_step_by_step_and_published(omar):
    omar.post(f"{ROOT}/flows", {"name": "Orders"})
    flow = Flow.objects.get(name="Orders")
    page = f"{ROOT}/flows/{flow.pk}"
    omar.post(f"{page}/steps", {"kind": "choices"})
    omar.post(f"{page}/steps/choices-1", {
        "text-en": "What is it about?", "option-0-en": "My order", "option-0-next": "colleague",
    })  # fmt: skip
    omar.post(f"{page}/steps/choices-1", {
        "text-en": "What is it about?", "option-0-en": "My order", "option-0-next": "colleague",
        "option-1-en": "A kettle", "option-1-next": "question",
    })  # fmt: skip
    omar.post(f"{page}/steps/choices-1/beginning")
    assert omar.post(f"{page}/publication").status_code == 302
    flow.refresh_from_db()
    assert flow.published.number == 1
    assert flow.published.played.start == "choices-1"
    assert [one.next for one in flow.published.played.steps["choices-1"].options] == ["colleague", "question"]
    omar.post(f"{page}/steps/choices-1/removal")
    assert omar.post(f"{page}/publication").status_code == 422
    omar.post(f"{page}/restoration", {"number": 1})
    flow.refresh_from_db()
    assert "choices-1" in flow.written.steps
    assert omar.get(page).status_code == 200


def test_a_flow_with_a_circle_says_so(omar):
    flow = operations.write_flow("Round", by=SYSTEM, content={
        "start": "a", "steps": [{"key": "a", "kind": "say", "text": {"en": "Hi"}, "next": "a"}],
    })  # fmt: skip
    page = omar.get(f"{ROOT}/flows/{flow.pk}").content.decode()
    assert "The flow goes round in a circle here without asking the visitor anything." in page


def test_a_flow_is_tried_out_without_touching_a_conversation(omar, chat):
    page = f"{ROOT}/flows/{Flow.objects.get().pk}/trial"
    first = omar.post(page, {"said": "White chalk in my kettle"}, headers={"HX-Request": "true"})
    assert "Boil half a litre of water with vinegar." in first.content.decode()
    again = omar.post(page, {"said": "human", "kept": kept_in(first)}, headers={"HX-Request": "true"})
    assert "I am handing you over to a colleague" in again.content.decode()
    assert "White chalk in my kettle" in again.content.decode()
    assert omar.post(page, {"said": "hello", "kept": "forged"}).status_code == 200
    assert not Conversation.objects.exists()
    assert not Answer.objects.exists()


def test_small_talk_is_rewritten_and_put_back(omar):
    assert omar.get(f"{ROOT}/chatter").status_code == 200
    omar.post(f"{ROOT}/chatter/greeting", {"cues": "ahoy\nhowdy", "answer-en": "Ahoy."})
    assert OwnChatter.objects.get().cues == ["ahoy", "howdy"]
    assert "Ahoy." in omar.get(f"{ROOT}/chatter").content.decode()
    assert omar.post(f"{ROOT}/chatter/greeting", {"cues": ""}).status_code == 422
    omar.post(f"{ROOT}/chatter/greeting", {"reset": "yes"})
    assert not OwnChatter.objects.exists()
    assert omar.post(f"{ROOT}/chatter/weather", {"cues": "x"}).status_code == 404


def test_an_agent_marks_an_answer_as_wrong_and_it_becomes_a_gap(kettle, chat):
    chat.write("White chalk in my kettle")
    answer = Answer.objects.get()
    assert "White chalk" in kettle.ana.client.get(f"{ROOT}/answers").content.decode()
    assert "White chalk" not in kettle.stella.client.get(f"{ROOT}/answers").content.decode()
    assert kettle.stella.client.post(f"{ROOT}/answers/{answer.pk}/mark").status_code == 404
    kettle.ana.client.post(f"{ROOT}/answers/{answer.pk}/mark")
    answer.refresh_from_db()
    assert answer.wrong_by == kettle.ana.actor.ref
    assert Gap.objects.get().question == "White chalk in my kettle"
    kettle.ana.client.post(f"{ROOT}/answers/{answer.pk}/mark", {"taken_back": "yes"})
    answer.refresh_from_db()
    assert answer.wrong_at is None


def test_the_threshold_follows_from_what_was_said_of_the_answers(kettle, omar, chat):
    Bot.objects.update(least_judged=1)
    assert "Too few answers were judged" in omar.get(f"{ROOT}/bots/{chat.bot.pk}").content.decode()
    chat.write("White chalk in my kettle")
    chat.write("yes")
    page = omar.get(f"{ROOT}/bots/{chat.bot.pk}").content.decode()
    assert "1 of 1 judged answers would have been given" in page
    omar.post(f"{ROOT}/bots/{chat.bot.pk}/threshold")
    assert Bot.objects.get().threshold == 0.9

"""The pages of the model: connecting it, its log, and asking it beside a conversation."""

import json

import pytest

from pult.assistant import llm, model_pages, operations
from pult.assistant.live import MODEL_CALL
from pult.assistant.models import ModelCall, ModelEndpoint
from pult.assistant.types import CallState, Use, UseRule
from pult.conversations import operations as conversations
from pult.conversations.models import Message
from pult.foundation import live
from pult.foundation.actors import SYSTEM

from .model_server import Reply, refused

pytestmark = pytest.mark.django_db

ROOT = "/app/assistant/model"
SUM = Reply(says={"total": 5, "words": ["two", "three"]})
FORM = {
    "model": "small",
    "key": "sk-1",
    "currency": "EUR",
    "price_in": "0.5",
    "price_out": "1.5",
    "is_on": "on",
}


def text_of(answer) -> str:
    return str(answer.content.decode())


def beside(kettle, conversation, **asked):
    return kettle.ana.client.post(f"/app/conversations/{conversation.pk}/model", asked)


def shown(kettle) -> str:
    return text_of(kettle.ana.client.get(f"{ROOT}/calls/{ModelCall.objects.latest('pk').pk}"))


def test_without_a_model_nothing_is_offered(kettle):
    conversation = kettle.conversation()
    page = text_of(kettle.ana.client.get(f"/app/conversations/{conversation.pk}/suggestions"))
    assert "Draft a reply" not in page
    assert beside(kettle, conversation, use="draft").status_code == 409
    assert "Nothing was asked yet" in text_of(kettle.omar.client.get(f"{ROOT}/log"))


def test_an_administrator_connects_a_model_and_sees_whether_it_works(kettle, server):
    server.plays(refused(500, "no schemas"), SUM)
    omar = kettle.omar.client
    assert text_of(omar.get(ROOT)).count('name="address"') == 1
    saved = omar.post(ROOT, FORM | {"address": server.address + "/"}, follow=True)
    assert "The connection is being tried out." in text_of(saved)
    assert "Being tried out" in text_of(saved)
    kettle.settle()
    page = text_of(omar.get(ROOT))
    assert "Works" in page
    assert "JSON, with the schema in the request" in page
    assert "The endpoint reported a fault of its own." in page
    assert "in your own network" in page
    assert "sk-1" not in page
    assert ModelEndpoint.objects.get().address == server.address


def test_a_failure_is_told_in_a_sentence_and_tried_again(kettle, server):
    server.plays(refused(401, "No"))
    omar = kettle.omar.client
    omar.post(ROOT, FORM | {"address": server.address})
    kettle.settle()
    assert "The endpoint does not accept the key." in text_of(omar.get(ROOT))
    server.plays(SUM)
    omar.post(f"{ROOT}/test")
    kettle.settle()
    assert ModelEndpoint.objects.get().is_ready


def test_the_key_is_kept_until_it_is_forgotten(kettle, model):
    omar = kettle.omar.client
    omar.post(ROOT, FORM | {"address": model.address, "key": ""})
    assert ModelEndpoint.objects.get().whole.key == "sk-1"
    omar.post(ROOT, FORM | {"address": model.address, "key": "", "forget_key": "on"})
    assert ModelEndpoint.objects.get().whole.key == ""


def test_addresses_that_may_not_be_called_are_refused_in_the_form(kettle):
    refusal = kettle.omar.client.post(ROOT, FORM | {"address": "http://169.254.169.254/"})
    assert refusal.status_code == 422
    assert "This address may not be called." in text_of(refusal)


def test_uses_are_switched_and_the_model_removed(kettle, model):
    omar = kettle.omar.client
    omar.post(f"{ROOT}/uses", {"draft-on": "on", "draft-masked": "on", "summary-on": "on"})
    endpoint = ModelEndpoint.objects.get()
    assert endpoint.rule_for(Use.DRAFT) == UseRule(is_on=True)
    assert endpoint.rule_for(Use.SUMMARY) == UseRule(is_on=True, is_masked=False)
    assert not endpoint.serves(Use.BOT)
    assert "its key is forgotten" in text_of(omar.post(f"{ROOT}/removal", follow=True))
    assert not ModelEndpoint.objects.exists()


def test_it_says_how_the_client_is_installed(kettle, monkeypatch):
    monkeypatch.setattr(llm, "is_installed", lambda: False)
    assert "pult[model]" in text_of(kettle.omar.client.get(ROOT)).replace("&#x27;", "'")


def test_without_the_client_the_answer_says_so(kettle, model, monkeypatch):
    from pult.assistant.llm import opening

    monkeypatch.setattr(opening, "is_installed", lambda: False)
    beside(kettle, kettle.conversation(), use="summary")
    kettle.settle()
    assert "is not installed" in shown(kettle)


def test_a_draft_comes_by_itself_and_is_put_into_the_reply_by_a_person(kettle, model):
    conversation = kettle.conversation("carl@example.org", name="Carl Carlsson")
    panel = text_of(kettle.ana.client.get(f"/app/conversations/{conversation.pk}/suggestions"))
    assert all(
        one in panel for one in ("Draft a reply", "Summarise", "Translate", "Suggest tags and department")
    )
    model.plays(Reply(says={"paragraphs": [{"text": "Dear [NAME_1], it leaks?", "sources": [0]}]}))
    waiting = text_of(beside(kettle, conversation, use="draft", text="Begun"))
    assert "The model is being asked" in waiting
    assert f'data-live="model_call:{ModelCall.objects.get(use="draft").pk}"' in waiting
    assert model.requests == []
    kettle.settle()
    assert json.loads(model.material())["begun"] == "Begun"
    page = shown(kettle)
    assert 'data-inserts="Dear Carl, it leaks?"' in page
    assert "Written by a language model." in page
    assert not Message.objects.filter(conversation=conversation, kind="reply").exists()


def test_a_translation_replaces_the_reply_and_a_summary_comes_in_ones_own_language(kettle, model):
    conversation = kettle.conversation()
    model.plays(Reply(says={"text": "Šaljemo novi."}))
    beside(kettle, conversation, use="translation", what="draft", language="hr", text="We send a new one.")
    kettle.settle()
    assert json.loads(model.material())["text"] == "We send a new one."
    assert "data-replaces" in shown(kettle)
    beside(kettle, conversation, use="translation", what="letter", language="hr", text="We send a new one.")
    kettle.settle()
    assert json.loads(model.material())["text"] == "It leaks from the bottom."
    model.plays(Reply(says={"wish": "It leaks.", "done": ["Asked."], "open": ["Answer."]}))
    beside(kettle, conversation, use="summary", text="We send a new one.")
    kettle.settle()
    assert json.loads(model.material())["language"] == "English"
    assert "Still open" in shown(kettle)


def test_what_was_suggested_is_taken_over_piece_by_piece(kettle, model):
    conversations.set_tags(kettle.conversation("vera@example.org"), ["gasket", "leak"], by=SYSTEM)
    conversation = kettle.conversation()
    model.plays(
        Reply(says={"tags": ["gasket", "leak"], "department": "Billing", "reason": "It is about money."})
    )
    beside(kettle, conversation, use="triage")
    kettle.settle()
    call = ModelCall.objects.latest("pk")
    assert "Transfer to Billing" in shown(kettle)
    labels = f"{ROOT}/calls/{call.pk}/labels"
    assert "leak" in text_of(kettle.ana.client.post(labels, {"tag": "gasket"}))
    assert kettle.ana.client.post(labels, {"tag": "hacked"}).status_code == 422
    kettle.ana.client.post(labels, {"department": "yes"})
    conversation.refresh_from_db()
    assert (conversation.tags, conversation.department) == (["gasket"], kettle.billing)


def test_who_asked_may_stop_waiting_and_others_see_nothing(kettle, model):
    conversation = kettle.conversation()
    beside(kettle, conversation, use="summary")
    call = ModelCall.objects.latest("pk")
    here = f"{ROOT}/calls/{call.pk}"
    assert kettle.lea.client.get(here).status_code == 404
    assert live.allowed(kettle.lea.actor, [MODEL_CALL.of(call.pk)]) == set()
    assert live.allowed(kettle.ana.actor, [MODEL_CALL.of(call.pk)]) == {MODEL_CALL.of(call.pk)}
    page = text_of(kettle.ana.client.get(f"/app/conversations/{conversation.pk}/suggestions"))
    assert "Stop waiting" in page
    assert kettle.ana.client.delete(here).status_code == 200
    call.refresh_from_db()
    assert call.state == CallState.STOPPED
    assert "This answer is gone." in shown(kettle)


def test_what_failed_says_why(kettle, model):
    model.plays(refused(401, "No"))
    beside(kettle, kettle.conversation(), use="summary")
    kettle.settle()
    assert "The endpoint does not accept the key." in shown(kettle)
    model.plays(refused(429, "Busy", Retry_After="5"))
    beside(kettle, kettle.conversation(), use="summary")
    operations.carry_out(ModelCall.objects.latest("pk").pk)
    assert "it is asked again in a moment" in shown(kettle)


def test_a_question_about_somebody_elses_conversation_is_not_asked(kettle, model):
    conversation = kettle.conversation()
    answer = kettle.stella.client.post(f"/app/conversations/{conversation.pk}/model", {"use": "summary"})
    assert answer.status_code == 404
    assert beside(kettle, conversation, use="bot").status_code == 422


def test_the_log_shows_who_what_and_how_much(kettle, model):
    ModelEndpoint.objects.update(keeps_texts=True)
    conversation = kettle.conversation()
    model.plays(Reply(says={"wish": "It leaks.", "done": [], "open": []}, usage=None))
    beside(kettle, conversation, use="summary")
    model.plays(refused(401, "No"))
    kettle.settle()
    page = text_of(kettle.omar.client.get(f"{ROOT}/log"))
    assert "Ana Horvat" in page
    assert f"#{conversation.pk}" in page
    assert "The endpoint does not accept the key." in page
    assert "Every question" in page
    only = text_of(kettle.omar.client.get(f"{ROOT}/log?use=test"))
    assert "Ana Horvat" not in only
    assert kettle.ana.client.get(f"{ROOT}/log").status_code == 403


def test_the_log_costs_the_same_however_long_it_is(kettle, model, django_assert_max_num_queries):
    conversation = kettle.conversation()
    for _ in range(30):
        operations.stop_call(
            operations.ask_model(Use.SUMMARY, conversation, by=kettle.ana.actor), by=kettle.ana.actor
        )
    kettle.omar.client.get(f"{ROOT}/log")
    with django_assert_max_num_queries(20):
        assert kettle.omar.client.get(f"{ROOT}/log").status_code == 200


def test_the_host_of_an_address():
    assert model_pages._host("http://127.0.0.1:8080/v1") == "127.0.0.1"

"""What is suggested beside a conversation: articles, solved conversations, and what became of them."""

import pytest

from pult.assistant import queries
from pult.assistant.models import Suggestion
from pult.conversations import operations as conversations
from pult.conversations.models import CannedReply
from pult.foundation.actors import SYSTEM
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Translation
from pult.knowledge.types import Audience
from tests.scene import scene

pytestmark = pytest.mark.django_db

LEAK = "Water drips from the gasket of the spout."


@pytest.fixture
@scene
def solved(kettle):
    """Ana has answered somebody whose gasket dripped."""
    conversation = kettle.conversation("vera@example.org", subject="Dripping gasket", text=LEAK)
    kettle.reply(conversation, "We send you a new gasket today.")
    conversations.solve(conversation, by=kettle.ana.actor)
    kettle.settle()
    for number in range(30):  # what everybody says tells nothing
        kettle.conversation(f"c{number}@example.org", subject="Invoice", text="Where is my invoice, please?")
    return conversation


def test_articles_and_solved_conversations_are_suggested(kettle, solved):
    text = knowledge.write("Gasket of the spout", body="A dripping gasket is pressed in anew.", by=SYSTEM)
    knowledge.publish(text, by=SYSTEM)
    kettle.settle()
    now = kettle.conversation(subject="Gasket", text="My gasket drips at the spout")
    page = kettle.ana.client.get(f"/app/conversations/{now.pk}/suggestions").content.decode()
    assert "Gasket of the spout" in page
    assert "We send you a new gasket today." in page
    assert 'data-key="1"' in page


def test_nobody_is_shown_a_conversation_of_another_department(kettle, solved):
    now = kettle.conversation(subject="Gasket", text="My gasket drips at the spout")
    assert [one.conversation_id for one in queries.similar_to(now, kettle.lea.actor)] == [solved.pk]
    conversations.transfer(now, to=kettle.billing, by=SYSTEM)
    assert queries.similar_to(now, kettle.stella.actor) == []
    assert kettle.stella.client.get(f"/app/conversations/{solved.pk}/suggestions").status_code == 404


def test_an_unsolved_conversation_is_no_solution(kettle, solved):
    conversations.reopen(solved, by=kettle.ana.actor)
    now = kettle.conversation(subject="Gasket", text="My gasket drips at the spout")
    assert queries.similar_to(now, kettle.ana.actor) == []


def test_pages_of_the_house_are_suggested_to_staff(kettle):
    text = knowledge.write(
        "Gasket recall", body="Gaskets of 2025 are replaced free.", audience=Audience.STAFF, by=SYSTEM
    )
    knowledge.publish(text, by=SYSTEM)
    kettle.settle()
    now = kettle.conversation(subject="Gasket", text="My gasket drips")
    (found,) = queries.articles_for(now, kettle.ana.actor)
    assert (found.title, found.is_internal, found.insert) == ("Gasket recall", True, "")
    assert found.url == f"/app/knowledge/{text.document_id}"
    page = kettle.ana.client.get(f"/app/conversations/{now.pk}/suggestions").content.decode()
    assert "Not for this customer" in page
    assert "data-inserts" not in page


def test_what_the_customer_may_not_read_comes_last_and_is_not_inserted(kettle):
    for title, audience in (("Gasket recall", Audience.PUBLIC), ("Gasket for firms", Audience.STAFF)):
        body = f"{title}: a gasket that drips is replaced free."
        knowledge.publish(knowledge.write(title, body=body, audience=audience, by=SYSTEM), by=SYSTEM)
    kettle.settle()
    now = kettle.conversation(subject="Gasket", text="My gasket drips")
    found = queries.articles_for(now, kettle.ana.actor)
    assert [(one.title, one.is_internal) for one in found] == [
        ("Gasket recall", False), ("Gasket for firms", True),
    ]  # fmt: skip


def test_what_became_of_a_suggestion_is_kept_and_the_last_word_counts(kettle):
    now = kettle.conversation()
    here = f"/app/conversations/{now.pk}/suggestions"
    for outcome in ("accepted", "rejected"):
        kettle.ana.client.post(here, {"source": "article", "source_id": 7, "outcome": outcome})
    assert [(one.source_id, one.outcome) for one in Suggestion.objects.all()] == [(7, "rejected")]
    assert kettle.ana.client.post(here, {"source": "weather"}).status_code == 422
    assert "Nothing that is published" in kettle.ana.client.get(here).content.decode()


def test_an_article_is_drafted_from_a_conversation_without_saying_who_the_customer_is(kettle, solved):
    conversation = kettle.conversation(
        "carl@example.org", name="Carl Carlsson", subject="Dripping gasket of Carl",
        text="It drips.\nWrite to carl@example.org or call +385 91 123 4567.",
    )  # fmt: skip
    kettle.reply(conversation, "Dear Carl Carlsson, press the gasket in anew.")
    kettle.ana.client.post(f"/app/conversations/{conversation.pk}/article")
    text = Translation.objects.latest("pk")
    assert text.published is None
    body = text.open_draft.body
    assert "press the gasket in anew" in body
    assert not any(one in body + text.title for one in ("Carl", "carl@", "123 4567"))
    assert kettle.eva.client.post(f"/app/conversations/{conversation.pk}/article").status_code == 403


def canned(name, text, **where):
    return conversations.save_canned_reply(
        CannedReply(), name=name, shortcut="", texts={"en": text}, by=SYSTEM, **where
    )


def test_canned_replies_that_speak_of_it_are_suggested_with_a_key(kettle, solved):
    fitting = canned("Gasket on its way", "Dear {{customer.first_name}}, a new gasket leaves us today.")
    canned("Invoice", "Here is your invoice.")
    canned("Gaskets of billing", "No gaskets here.", department=kettle.billing)
    now = kettle.conversation(
        "nora@example.org", name="Nora Kos", subject="Gasket", text="My gasket drips at the spout"
    )
    assert [one.reply.name for one in queries.canned_to(now, kettle.ana.actor)] == ["Gasket on its way"]
    here = f"/app/conversations/{now.pk}/suggestions"
    page = kettle.ana.client.get(here).content.decode()
    assert "Dear Nora, a new gasket leaves us today." in page
    assert 'data-key="1"' in page
    kettle.ana.client.post(here, {"source": "canned", "source_id": fitting.pk, "outcome": "accepted"})
    fitting.refresh_from_db()
    assert fitting.used == 1

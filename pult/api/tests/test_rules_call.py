"""A rule calls a webhook: what it announces is heard here."""

import json

import pytest

from pult.api import operations
from pult.api.models import WebhookDelivery
from pult.automation.events import WebhookAsked
from pult.conversations.queries import act_named
from pult.foundation.actors import SYSTEM
from pult.foundation.events import publish

pytestmark = pytest.mark.django_db


def ask(kettle, conversation, endpoint: str) -> None:
    publish(
        WebhookAsked(
            conversation_id=conversation.pk,
            endpoint=endpoint,
            rule_id=None,
            by=SYSTEM.ref,
            at=conversation.opened_at,
        )
    )
    kettle.settle()


def test_the_webhook_that_a_rule_names_is_told_of_the_conversation(kettle):
    webhook, _secret = operations.create_webhook(
        "https://hook.example.org/x", facts=["note.added"], description="Billing", by=kettle.omar.actor
    )
    act = act_named("webhook")
    assert act is not None
    assert act.options is not None
    assert (str(webhook.pk), "Billing") in act.options(kettle.omar.actor)
    conversation = kettle.conversation()
    ask(kettle, conversation, str(webhook.pk))
    sent = WebhookDelivery.objects.get()
    assert json.loads(sent.body)["data"]["conversation"]["id"] == conversation.pk


def test_one_that_has_gone_is_nobodys_trouble(kettle):
    for gone in ("999999", "nonsense"):
        ask(kettle, kettle.conversation(), gone)
    assert not WebhookDelivery.objects.exists()

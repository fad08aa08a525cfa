"""What the API does upon facts of others: it tells webhooks what a rule asks it to."""

from pult.automation.events import WebhookAsked
from pult.automation.models import Rule
from pult.conversations.models import Conversation
from pult.foundation.events import subscribe

from . import operations
from .models import Webhook


@subscribe(WebhookAsked)
def call_webhook(event: WebhookAsked) -> None:
    """The webhook that a rule names is told of the conversation; nobody where it has gone since."""
    webhook = Webhook.objects.filter(pk=int(event.endpoint)).first() if event.endpoint.isdigit() else None
    if webhook is None:
        return
    rule = Rule.objects.filter(pk=event.rule_id or 0).values_list("name", flat=True).first()
    conversation = Conversation.objects.get(pk=event.conversation_id)
    operations.call(webhook, conversation, rule=rule or "", at=event.at)

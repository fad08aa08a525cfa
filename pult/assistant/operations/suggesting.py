"""Writing down what agents did with a suggestion, and making an article out of a conversation."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pult.accounts.types import Language
from pult.assistant.models import Suggestion
from pult.assistant.types import Outcome, Source
from pult.conversations import operations as conversations
from pult.conversations.models import CannedReply, Conversation
from pult.conversations.types import MessageKind
from pult.foundation.actors import Actor
from pult.foundation.text.masking import masked
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Translation


@transaction.atomic
def judge_suggestion(
    conversation: Conversation,
    *,
    source: Source,
    source_id: int,
    outcome: Outcome,
    by: Actor,
    at: datetime | None = None,
) -> None:
    """Somebody has used what was suggested, or said that it does not fit; the last word counts."""
    Suggestion.objects.update_or_create(
        conversation=conversation,
        person_id=by.person_id,
        source=source,
        source_id=source_id,
        defaults={"outcome": outcome, "at": at or timezone.now()},
    )
    if source == Source.CANNED and outcome == Outcome.ACCEPTED:
        for reply in CannedReply.objects.visible_to(by).filter(pk=source_id):
            conversations.count_use(reply, at=at)


HIDDEN = "[…]"


@transaction.atomic
def draft_article(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> Translation:
    """Begin an article with what was asked and answered, without what tells who the customer is. It stays a draft."""
    said = conversation.messages.exclude(kind=MessageKind.NOTE).order_by("pk")
    asked = [one for one in said if one.kind == MessageKind.CUSTOMER][:1]
    answered = [one for one in said if one.kind == MessageKind.REPLY and one.author_id is not None]
    parts = [f"> {line}" for one in asked for line in _hidden(conversation, one.text).splitlines()]
    body = "\n\n".join(["\n".join(parts), *(_hidden(conversation, one.text) for one in answered)])
    language = conversation.language if conversation.language in Language.values else Language.EN
    title = _hidden(conversation, conversation.subject)[:200]
    return knowledge.write(title, language=language, body=body.strip(), also_asked=[title], by=by, at=at)


def _hidden(conversation: Conversation, text: str) -> str:
    addresses = conversation.customer.identities.values_list("value", flat=True)
    return masked(text, name=conversation.customer.name, mark=HIDDEN, addresses=addresses)

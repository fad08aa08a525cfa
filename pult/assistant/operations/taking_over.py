"""Taking over what the model has suggested: a person does it, piece by piece, and only what was suggested to them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.assistant.models import ModelCall, ModelText
from pult.assistant.types import CallState
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.workforce.models import Department


@transaction.atomic
def take_over(
    call: ModelCall, conversation: Conversation, *, by: Actor, tag: str = "", at: datetime | None = None
) -> None:
    """Give the conversation a suggested tag, or, without one, to the suggested department."""
    at = at or timezone.now()
    text = ModelText.objects.filter(call=call, call__state=CallState.DONE).first()
    told = text.told if text is not None and text.told else {}
    if tag and tag in told.get("tags", ()):
        conversations.set_tags(conversation, [*conversation.tags, tag], by=by, at=at)
        told["tags"] = [one for one in told["tags"] if one != tag]
        ModelText.objects.filter(call=call).update(told=told)
        return
    department = Department.objects.filter(pk=(told.get("department") or {}).get("id", 0)).first()
    if tag or department is None:
        raise Invalid(_("This was not suggested."))
    conversations.transfer(conversation, to=department, by=by, note=str(told.get("reason", "")), at=at)

"""What happens when a solved conversation is open again."""

from pult.conversations.events import ConversationReopened
from pult.conversations.models import Conversation
from pult.feedback import operations as feedback
from pult.foundation.events import subscribe


@subscribe(ConversationReopened)
def conversation_reopened(event: ConversationReopened) -> None:
    """The customer is not asked yet."""
    if event.is_apart:
        return
    feedback.cancel(Conversation.objects.get(pk=event.conversation_id))

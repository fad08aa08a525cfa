"""What happens when a solved conversation is open again."""

from pult.conversations.events import ConversationReopened
from pult.conversations.models import Conversation
from pult.feedback import operations as feedback
from pult.foundation.events import subscribe
from pult.handling import operations as handling


@subscribe(ConversationReopened)
def conversation_reopened(event: ConversationReopened) -> None:
    """Its time counts no longer, and the customer is not asked yet."""
    if event.is_apart:
        return
    handling.note_change(event.conversation_id, at=event.at)
    feedback.cancel(Conversation.objects.get(pk=event.conversation_id))

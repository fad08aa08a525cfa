"""What happens to every new conversation."""

from pult.conversations.events import ConversationOpened
from pult.conversations.models import Conversation
from pult.foundation.events import subscribe
from pult.routing import operations as routing


@subscribe(ConversationOpened)
def new_conversation(event: ConversationOpened) -> None:
    """Its clocks start, and somebody gets it."""
    conversation = Conversation.objects.get(pk=event.conversation_id)
    routing.place(conversation, at=event.at)

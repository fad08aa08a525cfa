"""What happens to a conversation that comes to another department."""

from pult.conversations.events import ConversationTransferred
from pult.conversations.models import Conversation
from pult.foundation.events import subscribe
from pult.routing import operations as routing


@subscribe(ConversationTransferred)
def conversation_transferred(event: ConversationTransferred) -> None:
    """Somebody there gets it."""
    conversation = Conversation.objects.get(pk=event.conversation_id)
    routing.place(conversation, at=event.at)

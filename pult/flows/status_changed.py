"""What happens when a conversation stands differently: pending, snoozed, open again."""

from pult.conversations.events import StatusChanged
from pult.conversations.models import Conversation
from pult.conversations.types import Category, Status
from pult.foundation.events import subscribe
from pult.routing import operations as routing


@subscribe(StatusChanged)
def status_changed(event: StatusChanged) -> None:
    """Whoever no longer has to act has room for what waits."""
    conversation = Conversation.objects.get(pk=event.conversation_id)
    if Status(event.status).category != Category.OPEN:
        routing.place_waiting(conversation.department, at=event.at)

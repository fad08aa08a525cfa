"""What happens when a conversation is spam, and when it was none after all."""

from pult.conversations.events import ConversationMarkedSpam, ConversationNotSpam
from pult.conversations.models import Conversation
from pult.conversations.types import Category
from pult.feedback import operations as feedback
from pult.foundation.events import subscribe
from pult.routing import operations as routing
from pult.routing.types import Left
from pult.workforce.models import Department


@subscribe(ConversationMarkedSpam)
def spam_marked(event: ConversationMarkedSpam) -> None:
    """It waits in no queue, its sender is not asked for a rating, and whoever had it has room for what waits."""
    conversation = Conversation.objects.filter(pk=event.conversation_id).first()
    if event.is_new or conversation is None or not conversation.is_spam:
        return
    feedback.cancel(conversation)
    routing.leave_queue(conversation, reason=Left.ENDED, at=event.at)
    routing.place_waiting(Department.objects.get(pk=event.department_id), at=event.at)


@subscribe(ConversationNotSpam)
def no_spam(event: ConversationNotSpam) -> None:
    """Somebody gets it, if nobody had it; what came in as spam is given out when it opens."""
    conversation = Conversation.objects.genuine().filter(pk=event.conversation_id).first()
    if event.was_new or conversation is None or conversation.category != Category.OPEN:
        return
    routing.place(conversation, at=event.at)

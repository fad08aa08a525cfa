"""What happens when a conversation is spam, and when it was none after all."""

from pult.conversations.events import ConversationMarkedSpam, ConversationNotSpam
from pult.conversations.models import Conversation
from pult.conversations.types import Category
from pult.feedback import operations as feedback
from pult.foundation.events import subscribe
from pult.handling import operations as handling
from pult.routing import operations as routing
from pult.routing.types import Left
from pult.sla import operations as sla
from pult.workforce.models import Department


@subscribe(ConversationMarkedSpam)
def spam_marked(event: ConversationMarkedSpam) -> None:
    """It waits in no queue, its sender is not asked for a rating, and whoever had it has room for what waits."""
    conversation = Conversation.objects.filter(pk=event.conversation_id).first()
    if event.is_new or conversation is None or not conversation.is_spam:
        return
    handling.note_change(event.conversation_id, at=event.at)
    feedback.cancel(conversation)
    routing.leave_queue(conversation, reason=Left.ENDED, at=event.at)
    routing.place_waiting(Department.objects.get(pk=event.department_id), at=event.at)


@subscribe(ConversationNotSpam)
def no_spam(event: ConversationNotSpam) -> None:
    """What is owed is owed again, and somebody gets it if nobody had it; what came in as spam has yet to open."""
    handling.note_change(event.conversation_id, at=event.at)
    conversation = Conversation.objects.genuine().filter(pk=event.conversation_id).first()
    if event.was_new or conversation is None or conversation.is_resolved:
        return
    # What a rule has marked before its clocks began has none yet.
    sla.start_clocks(conversation, at=event.at, is_asked=conversation.waiting_since is not None)
    if conversation.category != Category.OPEN:
        return
    routing.place(conversation, at=event.at)

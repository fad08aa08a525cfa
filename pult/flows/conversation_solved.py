"""What happens when a conversation is solved."""

from pult.conversations.events import ConversationSolved
from pult.conversations.models import Conversation
from pult.feedback import operations as feedback
from pult.foundation.actors import Kind
from pult.foundation.events import subscribe
from pult.handling import operations as handling


@subscribe(ConversationSolved)
def conversation_solved(event: ConversationSolved) -> None:
    """Its time counts, and the customer is asked what they thought of whoever solved it."""
    if event.is_apart:
        return
    handling.note_solution(event)
    conversation = Conversation.objects.get(pk=event.conversation_id)
    kind, _, key = event.by.partition(":")
    feedback.invite(conversation, solved_by=int(key) if kind == Kind.PERSON else None, at=event.at)

"""What happens when a member works here no longer."""

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM
from pult.foundation.events import subscribe
from pult.routing import operations as routing
from pult.workforce.events import MemberLeft


@subscribe(MemberLeft)
def member_left(event: MemberLeft) -> None:
    """What they had on the desk goes back to their departments, and from there to somebody else."""
    for conversation in Conversation.objects.unresolved().filter(assignee=event.member_id).order_by("pk"):
        conversations.assign(conversation, to=None, by=SYSTEM, at=event.at)
        routing.place(conversation, at=event.at)

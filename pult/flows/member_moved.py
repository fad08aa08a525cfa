"""What happens when a member works elsewhere: what only their old department sees does not stay with them."""

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.queries import lets_in
from pult.foundation.actors import SYSTEM
from pult.foundation.events import subscribe
from pult.routing import operations as routing
from pult.workforce.events import MemberChanged


@subscribe(MemberChanged)
def member_moved(event: MemberChanged) -> None:
    """What came in by a restricted inbox that lets them in no longer goes back, and from there to somebody inside."""
    theirs = Conversation.objects.unresolved().filter(assignee=event.member_id, inbox__is_restricted=True)
    for conversation in theirs.order_by("pk"):
        if not lets_in(conversation, event.member_id):
            conversations.assign(conversation, to=None, by=SYSTEM, at=event.at)
            routing.place(conversation, at=event.at)

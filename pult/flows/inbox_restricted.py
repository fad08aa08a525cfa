"""What happens when an inbox is restricted: whoever is outside sees nothing of it already; nothing stays with them."""

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM
from pult.foundation.events import subscribe
from pult.inboxes import queries as inboxes
from pult.inboxes.events import InboxRestricted
from pult.routing import operations as routing
from pult.workforce.models import Member


@subscribe(InboxRestricted)
def inbox_restricted(event: InboxRestricted) -> None:
    """What somebody outside had on the desk goes back to its department, and from there to somebody inside."""
    inside = inboxes.let_in(Member.objects.all(), event.inbox_id).values("pk")
    theirs = Conversation.objects.unresolved().filter(inbox=event.inbox_id, assignee__isnull=False)
    for conversation in theirs.exclude(assignee__in=inside).order_by("pk"):
        conversations.assign(conversation, to=None, by=SYSTEM, at=event.at)
        routing.place(conversation, at=event.at)

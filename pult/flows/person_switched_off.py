"""What happens when somebody may no longer sign in."""

from pult.accounts.events import PersonSwitchedOff
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.actors import SYSTEM
from pult.foundation.events import subscribe
from pult.routing import operations as routing
from pult.workforce import operations as workforce
from pult.workforce.models import Member
from pult.workforce.types import Presence


@subscribe(PersonSwitchedOff)
def person_switched_off(event: PersonSwitchedOff) -> None:
    """They take no more work, and what they had on the desk goes to somebody else."""
    member = Member.objects.filter(pk=event.person_id, person__is_active=False).first()
    if member is None:
        return
    workforce.set_presence(member, Presence.OFFLINE, by=SYSTEM, at=event.at)
    for conversation in Conversation.objects.unresolved().filter(assignee=member).order_by("pk"):
        conversations.assign(conversation, to=None, by=SYSTEM, at=event.at)
        routing.place(conversation, at=event.at)

"""What accounts does about its own facts."""

from pult.foundation.events import subscribe

from .events import PersonInvited
from .letters import send_invitation
from .models import Invitation


@subscribe(PersonInvited)
def write_to_the_invited(event: PersonInvited) -> None:
    """Send the letter, unless the invitation was withdrawn or replaced meanwhile."""
    invitation = Invitation.objects.waiting().filter(pk=event.invitation_id, sent_at=event.at).first()
    if invitation is not None:
        send_invitation(invitation)

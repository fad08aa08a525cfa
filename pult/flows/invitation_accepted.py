"""What happens when somebody has come by an invitation."""

from pult.accounts.events import PersonJoined
from pult.accounts.models import Invitation, Person
from pult.foundation.actors import SYSTEM
from pult.foundation.events import subscribe
from pult.foundation.rights import BuiltIn
from pult.workforce import operations as workforce
from pult.workforce.models import Department, Member
from pult.workforce.types import Position

POSITIONS = {
    BuiltIn.SUPERVISOR: Position.SUPERVISOR,
    BuiltIn.MANAGER: Position.MANAGER,
    BuiltIn.EXECUTIVE: Position.EXECUTIVE,
}


@subscribe(PersonJoined)
def invitation_accepted(event: PersonJoined) -> None:
    """They work where whoever invited them has said."""
    if event.invitation_id is None:
        return
    invitation = Invitation.objects.filter(pk=event.invitation_id).first()
    if invitation is None or not (invitation.department_ids or invitation.leader_id):
        return
    if Member.objects.filter(pk=event.person_id).exists():
        return
    person = Person.objects.get(pk=event.person_id)
    workforce.join(
        person,
        departments=Department.objects.filter(pk__in=invitation.department_ids),
        line_manager=Member.objects.at_work().filter(pk=invitation.leader_id).first(),
        position=_position(person),
        languages=[person.language],
        by=SYSTEM,
        at=event.at,
    )


def _position(person: Person) -> Position:
    keys = set(person.roles.values_list("key", flat=True))
    return next((position for role, position in POSITIONS.items() if role in keys), Position.REPRESENTATIVE)

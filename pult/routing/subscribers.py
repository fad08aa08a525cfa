"""What routing does by itself: work that waited is given out when somebody comes."""

from pult.foundation.events import subscribe
from pult.workforce.events import PresenceChanged
from pult.workforce.models import Department
from pult.workforce.types import Presence

from . import operations


@subscribe(PresenceChanged)
def give_out_what_waited(event: PresenceChanged) -> None:
    """Somebody has become available."""
    if event.presence == Presence.AVAILABLE:
        for department in Department.objects.filter(members=event.member_id).order_by("pk"):
            operations.place_waiting(department, at=event.at)

"""What happens when a conversation stands differently: pending, snoozed, open again."""

from pult.conversations.events import StatusChanged
from pult.conversations.types import Category, Status
from pult.foundation.events import subscribe
from pult.routing import operations as routing
from pult.workforce.models import Department


@subscribe(StatusChanged)
def status_changed(event: StatusChanged) -> None:
    """Whoever no longer has to act has room for what waits."""
    if Status(event.status).category != Category.OPEN:
        routing.place_waiting(Department.objects.get(pk=event.department_id), at=event.at)

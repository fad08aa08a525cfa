"""`/own-statuses`: the house's finer words for how a conversation stands."""

from django.http import HttpRequest
from ninja import Router, Schema

from pult.api.acting import REFUSALS, require
from pult.conversations.models import OwnStatus
from pult.conversations.types import Right, Status, Tone

router = Router(tags=["conversations"])


class OwnStatusOut(Schema):
    """A status of the house, within a fixed one; an archived one cannot be chosen any more."""

    id: int
    names: dict[str, str]
    within: Status
    tone: Tone
    is_archived: bool


@router.get(
    "/own-statuses", response={200: list[OwnStatusOut], **REFUSALS}, summary="List the house's own statuses"
)
def list_own_statuses(request: HttpRequest) -> list[OwnStatus]:
    """All of them, in the order of the house."""
    require(request, Right.READ)
    return list(OwnStatus.objects.in_order())

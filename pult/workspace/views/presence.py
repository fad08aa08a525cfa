"""One's own presence: whether one takes work right now."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from pult.foundation.web import Request, signed_in
from pult.workforce import operations
from pult.workforce.models import Member
from pult.workforce.types import Presence
from pult.workspace.forms.team import PresenceForm
from pult.workspace.queries.chats import member_of, seat_of

from .answers import answer, checked


@signed_in
def show_presence(request: Request) -> HttpResponse:
    """What one has said so far; nothing for those who are not members, and take no work."""
    me = member_of(request.actor)
    return shown(request, me) if me else HttpResponse(status=204)


@signed_in
def create_presence(request: Request) -> HttpResponse:
    """Say whether one takes work; for members, who can be given some."""
    me = member_of(request.actor)
    if me is None:
        raise PermissionDenied
    presence = Presence(checked(PresenceForm(request.POST))["presence"])
    operations.set_presence(me, presence, by=request.actor)
    return shown(request, me)


def shown(request: Request, me: Member) -> HttpResponse:
    """The menu of one's own presence."""
    context = {"me": me, "presences": Presence.choices, "seat": seat_of(me)}
    return answer(request, "workspace/presence.html", context)

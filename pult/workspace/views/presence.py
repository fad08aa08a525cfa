"""One's own presence: whether one takes work right now."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from pult.foundation.web import Request, signed_in
from pult.workforce import operations
from pult.workforce.models import Member, MemberQuerySet
from pult.workforce.types import Presence
from pult.workspace.forms.team import PresenceForm

from .answers import answer, checked


@signed_in
def show_presence(request: Request) -> HttpResponse:
    """What one has said so far; nothing for those who are not members, and take no work."""
    me = _own(request).first()
    return _answer(request, me) if me else HttpResponse(status=204)


@signed_in
def create_presence(request: Request) -> HttpResponse:
    """Say whether one takes work; for members, who can be given some."""
    me = _own(request).first()
    if me is None:
        raise PermissionDenied
    presence = Presence(checked(PresenceForm(request.POST))["presence"])
    operations.set_presence(me, presence, by=request.actor)
    return _answer(request, me)


def _own(request: Request) -> MemberQuerySet:
    own = Member.objects.visible_to(request.actor).at_work().filter(person_id=request.actor.person_id)
    return own.select_related("person")


def _answer(request: Request, me: Member) -> HttpResponse:
    return answer(request, "workspace/presence.html", {"me": me, "presences": Presence.choices})

"""One's own presence: whether one takes work right now."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from pult.foundation.web import Request, signed_in
from pult.workforce import operations
from pult.workforce.models import Member
from pult.workforce.types import Presence
from pult.workspace.forms.team import PresenceForm

from .answers import answer, checked


@signed_in
def show_presence(request: Request) -> HttpResponse:
    """What one has said so far."""
    return _answer(request, _me(request))


@signed_in
def create_presence(request: Request) -> HttpResponse:
    """Say whether one takes work."""
    me = _me(request)
    presence = Presence(checked(PresenceForm(request.POST))["presence"])
    operations.set_presence(me, presence, by=request.actor)
    return _answer(request, me)


def _me(request: Request) -> Member:
    own = Member.objects.visible_to(request.actor).at_work().filter(person_id=request.actor.person_id)
    return get_object_or_404(own.select_related("person"))


def _answer(request: Request, me: Member) -> HttpResponse:
    return answer(request, "workspace/presence.html", {"me": me, "presences": Presence.choices})

"""The team's area: who works here, in which department, as what."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from pult.foundation.web import Request, needs
from pult.inboxes.types import Channel
from pult.routing import operations as routing
from pult.skills import queries as skills
from pult.workforce import operations
from pult.workforce.models import Member
from pult.workforce.types import Right
from pult.workspace.forms.team import AbsenceForm, MemberForm, NewMemberForm
from pult.workspace.queries import chats
from pult.workspace.queries import team as queries

from .answers import answer

FORM = "workspace/team/member_form.html"
TERMS = ("position", "line_manager", "employment", "hours_per_week", "languages", "capacity")


@needs(Right.READ)
def show_team(request: Request) -> HttpResponse:
    """Departments and the people who work in them."""
    context = {"team": queries.team(request.actor), "may_manage": request.actor.has(Right.MANAGE)}
    return answer(request, "workspace/team/team.html", context)


@needs(Right.READ)
def show_member(request: Request, pk: int) -> HttpResponse:
    """One member: where they work, for whom, on which terms."""
    member = _member(request, pk)
    return _shown(request, member, AbsenceForm(member=member))


def _shown(request: Request, member: Member, form: AbsenceForm) -> HttpResponse:
    context = {
        "member": member,
        "reports": queries.reports_of(member),
        "skills": skills.holder_of(member.pk, actor=request.actor),
        "may_manage": request.actor.has(Right.MANAGE),
        "may_be_absent": _may_plan(request, member),
        "absences": queries.absences_of(member),
        "absence": form,
    }
    return answer(request, "workspace/team/member.html", context)


@needs(Right.READ)
def create_absence(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Plan days on which somebody is not at work: one's own, or as a manager."""
    member = _planned_by(request, pk)
    form = AbsenceForm(request.POST, member=member)
    if not form.is_valid():
        return _shown(request, member, form)
    operations.plan_absence(member, **form.cleaned_data, by=request.actor)
    return redirect("workspace:member", pk=pk)


@needs(Right.READ)
def delete_absence(request: Request, pk: int, absence_pk: int) -> HttpResponseRedirect:
    """They are at work after all."""
    member = _planned_by(request, pk)
    absence = get_object_or_404(queries.absences_of(member), pk=absence_pk)
    operations.drop_absence(absence, by=request.actor)
    return redirect("workspace:member", pk=pk)


def _planned_by(request: Request, pk: int) -> Member:
    member = _member(request, pk)
    if not _may_plan(request, member):
        raise Http404
    return member


def _may_plan(request: Request, member: Member) -> bool:
    return request.actor.has(Right.MANAGE) or member.person_id == request.actor.person_id


@needs(Right.MANAGE)
def edit_member(request: Request, pk: int) -> HttpResponse:
    """The form with what holds now."""
    member = _member(request, pk)
    initial = {name: getattr(member, name) for name in TERMS} | {
        "departments": member.departments.all(),
        "chats": chats.own_capacity(member),
    }
    return answer(request, FORM, {"member": member, "form": MemberForm(initial=initial, member=member)})


@needs(Right.MANAGE)
def change_member(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Change where somebody works and on which terms."""
    member = _member(request, pk)
    form = MemberForm(request.POST, member=member)
    if not form.is_valid():
        return answer(request, FORM, {"member": member, "form": form})
    given = dict(form.cleaned_data)
    _make_room(request, member, given.pop("chats"))
    operations.change_member(member, **given, by=request.actor)
    return redirect("workspace:member", pk=pk)


@needs(Right.MANAGE)
def new_member(request: Request) -> HttpResponse:
    """An empty form."""
    return answer(request, FORM, {"form": NewMemberForm()})


@needs(Right.MANAGE)
def create_member(request: Request) -> HttpResponse | HttpResponseRedirect:
    """Let somebody who has an account start to work here."""
    form = NewMemberForm(request.POST)
    if not form.is_valid():
        return answer(request, FORM, {"form": form})
    given = dict(form.cleaned_data)
    room = given.pop("chats")
    member = operations.join(given.pop("person"), **given, by=request.actor)
    _make_room(request, member, room)
    return redirect("workspace:member", pk=member.pk)


def _make_room(request: Request, member: Member, room: int | None) -> None:
    """How many chats somebody takes at once; what they have chosen themselves stays as it is."""
    if room == chats.own_capacity(member):
        return
    seat = chats.seat_of(member)
    routing.set_room(
        member,
        Channel.CHAT,
        is_taking=seat.is_taking,
        is_audible=seat.is_audible,
        capacity=room,
        by=request.actor,
    )


@needs(Right.MANAGE)
def create_departure(request: Request, pk: int) -> HttpResponseRedirect:
    """Let somebody go."""
    operations.leave(_member(request, pk), by=request.actor)
    return redirect("workspace:team")


def _member(request: Request, pk: int) -> Member:
    return get_object_or_404(queries.members_open_to(request.actor), pk=pk)

"""Whose figures somebody sees: their own, their departments', everybody's."""

from django.db.models import Q
from django.http import Http404, QueryDict

from pult.foundation.actors import Actor
from pult.metrics.queries import today
from pult.ui.days import must_make_sense
from pult.workforce.models import Department, Member, MemberQuerySet

from .doors import Doors, doors_of
from .forms import ViewForm
from .types import Preset, Right, View, period_of


def view_for(actor: Actor, asked: QueryDict) -> tuple[View, ViewForm]:
    """What this person asked for, cut to what they may see, and the form that shows it."""
    departments, doors = _departments(actor), doors_of(actor)
    form = ViewForm.asked(
        asked,
        department=[(one.pk, one.name) for one in departments],
        member=_members(departments),
        **doors.offered(asked),
    )
    preset = Preset(form.value("preset") or Preset.MONTH)
    period = period_of(preset, today=today(), start=form.day("start"), end=form.day("end"))
    view = View(
        period=period,
        preset=preset,
        departments=_allowed(actor, departments),
        department=form.number("department"),
        member=form.number("member") if _sees_others(actor) else actor.person_id,
        is_own_only=not _sees_others(actor),
        inbox=form.number("inbox"),
        brand=form.number("brand"),
        inboxes=_inboxes(form, doors),
    )
    return view, form


def view_asked(actor: Actor, **asked: str) -> View:
    """The same for a program: what makes no sense is refused instead of shown otherwise."""
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in asked.items() if value})
    view, form = view_for(actor, query)
    for name, found in (
        ("department", view.department), ("member", view.member), ("inbox", view.inbox), ("brand", view.brand)
    ):  # fmt: skip
        if query.get(name) and query[name] != str(found):
            raise Http404
    must_make_sense(form)
    return view


def view_of_departments(actor: Actor, asked: QueryDict) -> tuple[View, ViewForm]:
    """The same where nothing belongs to one person."""
    whole = asked.copy()
    whole.pop("member", None)
    view, form = view_for(actor, whole)
    form.fields.pop("member", None)
    return view, form


def view_of_now(actor: Actor, asked: QueryDict) -> tuple[View, ViewForm]:
    """The same where only this moment is shown."""
    view, form = view_of_departments(actor, asked)
    for name in ("preset", "start", "end"):
        del form.fields[name]
    return view, form


def seen_by(actor: Actor) -> MemberQuerySet:
    """The members whose figures somebody sees: everybody, those of their departments, themselves."""
    if actor.has(Right.ALL):
        return Member.objects.all()
    own = Q(person_id=actor.person_id)
    if actor.has(Right.DEPARTMENT):
        own |= Q(departments__in=Department.objects.of(actor))
    return Member.objects.filter(own).distinct()


def _inboxes(form: ViewForm, doors: Doors) -> frozenset[int | None] | None:
    """What was chosen; nothing at all where somebody asked for what is not theirs to choose."""
    if {"inbox", "brand"} & form.errors.keys():
        return frozenset()
    return doors.chosen(form.number("inbox"), form.number("brand"))


def _sees_others(actor: Actor) -> bool:
    return actor.has(Right.ALL) or actor.has(Right.DEPARTMENT)


def _allowed(actor: Actor, departments: list[Department]) -> frozenset[int] | None:
    if actor.has(Right.ALL) or not actor.has(Right.DEPARTMENT):
        return None
    return frozenset(one.pk for one in departments)


def _departments(actor: Actor) -> list[Department]:
    if actor.has(Right.ALL):
        return list(Department.objects.order_by("name", "pk"))
    if actor.has(Right.DEPARTMENT):
        return list(Department.objects.of(actor).order_by("name", "pk"))
    return []


def _members(departments: list[Department]) -> list[tuple[int, str]]:
    people = Member.objects.filter(departments__in=departments).order_by("person__name", "pk").distinct()
    return [(member.pk, member.name) for member in people.select_related("person")]

"""What the settings pages of fields and types show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .forms import LANGUAGES, FieldForm, TypeForm
from .models import Field, Placed, Type
from .queries import uses
from .types import Audience, Kind

ICONS = {
    Kind.SHORT: "pencil",
    Kind.LONG: "notes",
    Kind.NUMBER: "hash",
    Kind.DAY: "calendar",
    Kind.YES_NO: "toggle-left",
    Kind.ONE: "circle-dot",
    Kind.SEVERAL: "list-check",
    Kind.LINK: "link",
    Kind.MAIL: "mail",
    Kind.PHONE: "phone",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A field in the list."""

    field: Field
    icon: str
    notes: list[str]
    place: str
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """The fields of one sort of thing."""

    audience: Audience
    lines: list[Line]


def tabs(current: str) -> list[dict[str, Any]]:
    """The two pages of these settings."""
    pages = (("fields", _("Fields")), ("types", _("Types")))
    return [
        {"href": reverse(f"fields:{name}"), "text": text, "current": name == current} for name, text in pages
    ]


def fields() -> dict[str, Any]:
    """Every field by what it is for, and what is archived."""
    found = list(Field.objects.select_related("other").in_order())
    placed: dict[int, list[str]] = {}
    for one in Placed.objects.select_related("type").order_by("type__position", "type_id"):
        placed.setdefault(one.field_id, []).append(str(one.type))
    sections = [
        Section(audience=audience, lines=_lines([f for f in found if f.audience == audience], placed))
        for audience in Audience
    ]
    return {
        "sections": sections,
        "archived": [one for one in found if one.retired_at],
        "tabs": tabs("fields"),
    }


def _lines(found: Sequence[Field], placed: dict[int, list[str]]) -> list[Line]:
    used = [one for one in found if one.retired_at is None]
    return [
        Line(
            field=one,
            icon=ICONS[Kind(one.kind)],
            notes=_notes(one),
            place=_place(one, placed.get(one.pk, [])),
            is_first=number == 0,
            is_last=number == len(used) - 1,
        )
        for number, one in enumerate(used)
    ]


def _place(field: Field, types: list[str]) -> str:
    if field.audience != Audience.CONVERSATION:
        return ""
    if not types:
        return _("Asked of every conversation")
    return _("Asked with %(types)s") % {"types": ", ".join(types)}


def _notes(field: Field) -> list[str]:
    notes = []
    if field.other:
        asked = field.other.asked
        values = ", ".join(asked.called(value) for value in field.when)
        notes.append(_("only when “%(name)s” is %(values)s") % {"name": field.other, "values": values})
    if field.is_required:
        notes.append(_("required to solve"))
    if field.is_public:
        notes.append(_("customers may fill it in"))
    return notes


def kinds(audience: Audience) -> dict[str, Any]:
    """What a new field can be."""
    return {
        "audience": audience,
        "kinds": [(one, one.label, ICONS[one]) for one in Kind],
        "crumbs": [{"text": _("Fields"), "href": reverse("fields:fields")}],
    }


def deciding(audience: Audience, but: Field | None = None) -> list[Field]:
    """The fields that can decide whether another one is shown."""
    found = Field.objects.in_use().filter(audience=audience).select_related("other").in_order()
    return [one for one in found if Kind(one.kind).decides and one != but]


def field(audience: Audience, kind: Kind, form: FieldForm, found: Field | None = None) -> dict[str, Any]:
    """One field with its form, or a new one."""
    count = uses(found.pk) if found else 0
    return {
        "field": found,
        "audience": audience,
        "kind": kind,
        "form": form,
        "languages": LANGUAGES,
        "crumbs": [{"text": _("Fields"), "href": reverse("fields:fields")}],
        "uses": count,
        "used": ngettext("%(n)d value is written in it.", "%(n)d values are written in it.", count)
        % {"n": count}
        if count < 1000
        else _("More than a thousand values are written in it."),
    }


def types(*, form: TypeForm | None = None) -> dict[str, Any]:
    """Every type with what it asks, and a form for another."""
    found = list(Type.objects.in_order())
    placed: dict[int, list[str]] = {}
    for one in Placed.objects.select_related("field").order_by("position"):
        placed.setdefault(one.type_id, []).append(str(one.field))
    used = [one for one in found if one.retired_at is None]
    return {
        "rows": [
            {
                "type": one,
                "asks": ", ".join(placed.get(one.pk, [])),
                "is_first": number == 0,
                "is_last": number == len(used) - 1,
            }
            for number, one in enumerate(used)
        ],
        "archived": [one for one in found if one.retired_at],
        "form": form or TypeForm(),
        "tabs": tabs("types"),
    }


@dataclass(frozen=True, kw_only=True)
class Choosable:
    """A field in the form of a type, or one that could stand there."""

    field: Field
    icon: str
    is_asked: bool
    notes: list[str]


def ordered(found: Type, sent: QueryDict | None = None) -> tuple[list[Field], set[int]]:
    """The fields of conversations, those of the form first and in its order; and which stand in it."""
    known = {
        one.pk: one
        for one in Field.objects.in_use()
        .filter(audience=Audience.CONVERSATION)
        .select_related("other")
        .in_order()
    }
    if sent is None:
        order = list(found.placed.order_by("position").values_list("field_id", flat=True))
        asked = set(order)
    else:
        order = [int(one) for one in sent.getlist("order") if one.isdecimal()]
        asked = {int(one) for one in sent.getlist("ask") if one.isdecimal()}
        order = _stepped(list(dict.fromkeys(order)), sent.get("step", ""))
    order = [pk for pk in order if pk in known]
    rest = [pk for pk in known if pk not in order]
    return [known[pk] for pk in (*order, *rest)], asked & set(known)


def _stepped(order: list[int], step: str) -> list[int]:
    """The order, with one field a place further up or down where a button asks for it."""
    way, _dash, key = step.partition("-")
    if not key.isdecimal() or int(key) not in order:
        return order
    here = order.index(int(key))
    there = min(max(here + (-1 if way == "up" else 1), 0), len(order) - 1)
    order.insert(there, order.pop(here))
    return order


def type_(found: Type, form: TypeForm, order: list[Field], asked: set[int]) -> dict[str, Any]:
    """One type with its form."""
    return {
        "type": found,
        "form": form,
        "fields": [
            Choosable(field=one, icon=ICONS[Kind(one.kind)], is_asked=one.pk in asked, notes=_notes(one))
            for one in order
        ],
        "crumbs": [{"text": _("Types"), "href": reverse("fields:types")}],
    }

"""The fields of structured kinds: what a word, a hard scenario or a closure template consists of beside its text."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .types import ClosureKind, DocumentKind, Verdict


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field. One that is `many` holds a list, a line for each; `choices` are codes with their words."""

    key: str
    label: str | Promise
    help: str | Promise = ""
    many: bool = False
    long: bool = False
    choices: tuple[tuple[str, str | Promise], ...] = ()


FIELDS: dict[str, tuple[Field, ...]] = {
    DocumentKind.TERM: (
        Field(key="verdict", label=_("What we think of it"), choices=tuple(Verdict.choices)),
        Field(key="forms", label=_("Other forms"), help=_("One on a line."), many=True),
        Field(key="instead", label=_("Say instead")),
        Field(key="why", label=_("Why"), long=True),
        Field(key="example", label=_("Example"), long=True),
    ),
    DocumentKind.SCENARIO: (
        Field(key="heard", label=_("What the customer says"), help=_("One on a line."), many=True),
        Field(key="say", label=_("What helps"), help=_("One on a line."), many=True),
        Field(key="avoid", label=_("What makes it worse"), help=_("One on a line."), many=True),
        Field(key="hand_over", label=_("When to hand over"), long=True),
    ),
    DocumentKind.CLOSURE: (
        Field(key="kind", label=_("Reason"), choices=tuple(ClosureKind.choices)),
        Field(
            key="banner",
            label=_("Notice"),
            help=_("Stands above the help centre and in the chat. {when}, {from} and {until} are filled in."),
        ),
        Field(key="reply", label=_("Automatic reply"), long=True),
        Field(key="chat", label=_("First words of the chat"), long=True),
        Field(key="call", label=_("Announcement for calls"), long=True),
    ),
}


def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of this kind; most kinds have none."""
    return FIELDS.get(kind, ())


def read(kind: str, given: Any) -> dict[str, Any] | None:
    """Data from a form whose fields are named `data-…`; None when the form had none of them."""
    fields = fields_of(kind)
    if not any(f"data-{field.key}" in given for field in fields):
        return None
    return {field.key: _value(field, str(given.get(f"data-{field.key}", ""))) for field in fields}


def cleaned(kind: str, data: Any) -> dict[str, Any]:
    """Data from elsewhere: the fields of this kind, each as a form would have given it."""
    given = data if isinstance(data, dict) else {}
    return {field.key: _value(field, _text(given.get(field.key, ""))) for field in fields_of(kind)}


def shown(kind: str, data: dict[str, Any]) -> list[tuple[Field, Any]]:
    """What stands in the data, in order, with the words of its codes; empty fields are left out."""
    return [(field, _words(field, data[field.key])) for field in fields_of(kind) if data.get(field.key)]


def controls(kind: str, data: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields for a form, each with what stands in it as one text."""
    return [{"field": field, "value": _text(data.get(field.key, ""))} for field in fields_of(kind)]


def text_of(kind: str, data: dict[str, Any]) -> str:
    """The words of the data as one text, for search and comparison."""
    return "\n".join(f"{field.label}: {_text(value)}" for field, value in shown(kind, data))


def _value(field: Field, given: str) -> Any:
    given = given.replace("\r\n", "\n").strip()[:4000]
    if field.many:
        return [line.strip() for line in given.split("\n") if line.strip()]
    if field.choices:
        return given if given in dict(field.choices) else field.choices[0][0]
    return given


def _words(field: Field, value: Any) -> Any:
    return dict(field.choices).get(value, value) if field.choices else value


def _text(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)

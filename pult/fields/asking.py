"""Fields as controls of a form, on whichever page asks for them."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.fields.catalogue import catalogue
from pult.fields.errors import UnknownField, WrongValue
from pult.fields.parsing import LONG, SHORT, from_plain, parsed, told, written
from pult.fields.types import Asked, AskedType, Catalogue, Given, Kind, shown
from pult.foundation.text.tongues import said

PREFIX: Final = "field-"
SAFE_LINKS: Final = {Kind.LINK: "", Kind.MAIL: "mailto:", Kind.PHONE: "tel:"}
INPUT_TYPES: Final = {Kind.LINK: "url", Kind.MAIL: "email", Kind.PHONE: "tel", Kind.DAY: "date"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A field with its value in words, to be read."""

    name: str
    text: str
    href: str = ""


def lines_of(asked: Iterable[Asked], values: Mapping[str, Given]) -> list[Line]:
    """What is known, in words; what is empty or hidden by the others is left out."""
    form = tuple(asked)
    visible = shown(form, values)
    return [
        Line(name=one.name, text=told(one, values[one.key]), href=_href(one, values[one.key]))
        for one in form
        if one.key in visible and one.key in values
    ]


def typed(asked: Asked, data: QueryDict) -> Given | None:
    """What was typed into one field alone; refused with the field's name."""
    several = asked.kind == Kind.SEVERAL
    given = data.getlist(f"{PREFIX}{asked.key}") if several else data.get(f"{PREFIX}{asked.key}", "")
    try:
        return parsed(asked, given, language=get_language() or "en")
    except WrongValue as refusal:
        raise WrongValue(f"“{asked.name}”: {refusal}", key=asked.key) from refusal


def given_plainly(asked: Iterable[Asked], given: Mapping[str, object]) -> dict[str, Given | None]:
    """What another program gives for several fields by their keys; refused with the key that does not fit."""
    known = {one.key: one for one in asked}
    if unknown := sorted(set(given) - set(known)):
        raise UnknownField(
            _("There is no such field: %(keys)s.") % {"keys": ", ".join(unknown)}, keys=unknown
        )
    return {key: _plainly(known[key], value) for key, value in given.items()}


def _plainly(asked: Asked, value: object) -> Given | None:
    try:
        return from_plain(asked, value)
    except WrongValue as refusal:
        raise WrongValue(f"“{asked.name}”: {refusal}", key=asked.key) from refusal


class AskedControl(forms.Field):
    """One field as a control: reads what was typed as the field wants it."""

    def __init__(self, asked: Asked, language: str) -> None:
        self.asked, self.language = asked, language
        super().__init__(label=asked.name, help_text=asked.help, required=False, widget=_widget(asked))

    def clean(self, value: Any) -> Given | None:
        try:
            return parsed(self.asked, value or "", language=self.language)
        except WrongValue as refusal:
            raise ValidationError(str(refusal), code="wrong_value") from refusal

    def prepare_value(self, value: Any) -> Any:
        """A value as it stands in the box; what was typed stays as it was typed."""
        if isinstance(value, str) or value is None:
            return value
        if self.asked.kind == Kind.DAY and not isinstance(value, list):
            return value.isoformat()
        return written(value, language=self.language)


@dataclass(frozen=True)
class Row:
    """A control with what decides whether it is shown."""

    bound: forms.BoundField
    asked: Asked
    types: str

    @property
    def when(self) -> str:
        """The values of the other field with which it is shown."""
        return json.dumps(self.asked.when)


def opening_form(*given: Any, is_public: bool = False, **how: Any) -> "AskedForm | None":
    """The form for whoever begins a conversation; none where nothing can be chosen or filled in."""
    known = catalogue()
    types, asked = known.openings(is_public=is_public)
    return AskedForm(*given, catalogue=known, types=types, asked=asked, **how) if types or asked else None


class AskedForm(forms.Form):
    """What is asked, and where there are types, of which type it is. A page without scripts shows everything."""

    type = forms.ChoiceField(label="", required=False)

    def __init__(
        self,
        *given: Any,
        catalogue: Catalogue | None = None,
        types: Iterable[AskedType] = (),
        asked: Iterable[Asked] = (),
        values: Mapping[str, Given] | None = None,
        **how: Any,
    ) -> None:
        super().__init__(*given, **how)
        self.lacking: set[str] = set()
        self.catalogue, self.asked, self.types = catalogue or Catalogue(), tuple(asked), tuple(types)
        self._offer_types()
        language = get_language() or "en"
        for one in self.asked:
            control = AskedControl(one, language)
            control.initial = (values or {}).get(one.key) if values is not None else default_of(one)
            self.fields[f"{PREFIX}{one.key}"] = control

    def _offer_types(self) -> None:
        if not self.types:
            del self.fields["type"]
            return
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)
        field.label = _("Type")
        field.choices = [("", _("Not chosen")), *((str(one.pk), one.name) for one in self.types)]

    @property
    def rows(self) -> list[Row]:
        """The controls in order, each with what decides whether it is shown."""
        return [
            Row(bound=self[f"{PREFIX}{one.key}"], asked=one, types=" ".join(self._types_with(one)))
            for one in self.asked
        ]

    def _types_with(self, asked: Asked) -> list[str]:
        return [str(one.pk) for one in self.types if asked.key in one.keys]

    @property
    def type_id(self) -> int | None:
        """The type that was chosen."""
        chosen = self.cleaned_data.get("type", "")
        return int(chosen) if chosen else None

    @property
    def given(self) -> dict[str, Given | None]:
        """What was filled in, or left empty; what the type or the other values hide is left out."""
        filled = self._filled()
        return {key: filled[key] for key in filled if key in self._visible(filled)}

    def clean(self) -> dict[str, Any]:
        """Whatever the browser has shown: nobody is told off for what is not asked."""
        given = super().clean() or {}
        self.cleaned_data = given
        for one in self.asked:
            if one.key not in self._visible(self._filled()):
                self.errors.pop(f"{PREFIX}{one.key}", None)
        return given

    def _filled(self) -> dict[str, Given | None]:
        return {one.key: self.cleaned_data.get(f"{PREFIX}{one.key}") for one in self.asked}

    def _visible(self, filled: Mapping[str, Given | None]) -> frozenset[str]:
        form = self.catalogue.form(self.type_id) if self.types else self.asked
        offered = [one for one in form if one.key in filled]
        return shown(offered, {key: value for key, value in filled.items() if value is not None})


def default_of(asked: Asked) -> Given | None:
    """What a field says before anybody has said anything."""
    if not asked.default:
        return None
    if asked.kind == Kind.YES_NO:
        return asked.default[0] == "yes"
    return asked.default if asked.kind == Kind.SEVERAL else asked.default[0]


def _widget(asked: Asked) -> forms.Widget:
    if asked.kind == Kind.SEVERAL:
        return forms.CheckboxSelectMultiple(choices=asked.options)
    if asked.kind.decides:
        return forms.Select(choices=[("", "–"), *asked.options])
    if asked.kind == Kind.LONG:
        return forms.Textarea(attrs={"rows": 3, "maxlength": LONG})
    attrs = {"maxlength": str(SHORT), "autocomplete": "off"}
    if asked.kind == Kind.NUMBER:
        attrs["inputmode"] = "decimal" if asked.decimals else "numeric"
    if kind := INPUT_TYPES.get(asked.kind):
        attrs["type"] = kind
    return forms.TextInput(attrs=attrs)


def _href(asked: Asked, value: Given) -> str:
    prefix = SAFE_LINKS.get(asked.kind)
    return "" if prefix is None else f"{prefix}{value}"


def choice_meant(asked: Asked, text: str) -> str:
    """The key of the choice that somebody named in words of any language; the text itself where there is none."""
    wanted = text.strip().casefold()
    for key, names in asked.words:
        if wanted in {
            key.casefold(),
            *(name.casefold() for name in names.values()),
            said(names, "sr").casefold(),
        }:
            return key
    return text


def typed_in(asked: Asked, text: str, *, language: str) -> Given | None:
    """The value that a cell of a table names, with choices in words of any language; refused with a sentence."""
    if asked.kind == Kind.ONE:
        return parsed(asked, choice_meant(asked, text), language=language)
    if asked.kind == Kind.SEVERAL:
        parts = (part.strip() for part in re.split(r"[;,\n|]+", text))
        return parsed(asked, [choice_meant(asked, part) for part in parts if part], language=language)
    return parsed(asked, text, language=language)


def as_cell(asked: Asked, value: Given | None, *, language: str) -> str:
    """A value as a cell of a table that `typed_in` reads again."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(asked.called(one) for one in value)
    if asked.kind == Kind.ONE:
        return asked.called(str(value))
    text = written(value, language=language)
    return text if isinstance(text, str) else "; ".join(text)

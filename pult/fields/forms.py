"""The forms of the settings: how a field is, how a type is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.foundation.text.tongues import WRITTEN

from .models import Field, Type
from .operations import Wanted
from .operations.defining import MOST_CHOICES, MOST_DECIMALS
from .types import YES_OR_NO, Audience, Kind, Words

LANGUAGES = [(one, Language(one).label) for one in WRITTEN]
BLANK_ROWS = 3


def _in_words(form: forms.Form, name: str, label: Any, *, most: int) -> None:
    for code, language in LANGUAGES:
        form.fields[f"{name}-{code}"] = forms.CharField(
            label=f"{label} · {language}", max_length=most, required=False
        )


def _words(form: forms.Form, name: str) -> Words:
    return {code: form.cleaned_data.get(f"{name}-{code}", "") for code, _language in LANGUAGES}


def _as_initial(name: str, words: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}-{code}": words.get(code, "") for code, _language in LANGUAGES}


def _sent(form: forms.Form) -> QueryDict | None:
    return form.data if isinstance(form.data, QueryDict) else None


@dataclass(frozen=True)
class ChoiceRow:
    """A choice as the settings show it: its key, and its words by language."""

    key: str
    cells: list[tuple[str, str]]

    @property
    def boxes(self) -> list[tuple[str, Any, str]]:
        """A box for each language: its code, its name, and the words in it."""
        called = dict(LANGUAGES)
        return [(code, called[code], words) for code, words in self.cells]

    @property
    def words(self) -> Words:
        """Its words."""
        return dict(self.cells)


def choice_rows(field: Field | None, sent: QueryDict | None) -> list[ChoiceRow]:
    """The choices as they were sent, else as they stand; a few blank ones below."""
    if sent is not None:
        columns = [sent.getlist(f"choice-{code}")[:MOST_CHOICES] for code, _language in LANGUAGES]
        keys = sent.getlist("choice-key")[:MOST_CHOICES]
        found = [
            ChoiceRow(
                key[:60],
                [(code, cell.strip()[:120]) for (code, _l), cell in zip(LANGUAGES, cells, strict=False)],
            )
            for key, *cells in zip(keys, *columns, strict=False)
        ]
        rows = [row for row in found if any(cell for _code, cell in row.cells)]
    else:
        kept = [one for one in field.choices if not one.get("gone")] if field else []
        rows = [ChoiceRow(one["key"], _cells(one["names"])) for one in kept]
    return rows + [ChoiceRow("", _cells({})) for _number in range(BLANK_ROWS)]


def _cells(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(code, words.get(code, "")) for code, _language in LANGUAGES]


class FieldForm(forms.Form):
    """Everything about a field that can change, and what it is shown depending on."""

    decimals = forms.IntegerField(
        label=_("Decimal places"), min_value=0, max_value=MOST_DECIMALS, required=False, initial=0
    )
    default = forms.MultipleChoiceField(
        label=_("Chosen at first"), required=False, widget=forms.CheckboxSelectMultiple
    )
    when = forms.MultipleChoiceField(
        label=_("Shown only when"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: always shown. Choose one or more values of one field."),
    )
    is_required = forms.BooleanField(
        label=_("Required to solve"),
        required=False,
        help_text=_("A conversation cannot be solved while it is shown and empty."),
    )
    is_public = forms.BooleanField(
        label=_("Customers may fill it in"),
        required=False,
        help_text=_("It is asked in the help centre, and customers see there what it says."),
    )
    is_personal = forms.BooleanField(
        label=_("Tells about a person"),
        required=False,
        help_text=_("What it says is forgotten when the customer is erased."),
    )

    def __init__(
        self,
        *args: Any,
        audience: Audience,
        kind: Kind,
        field: Field | None = None,
        others: Sequence[Field] = (),
        **kwargs: Any,
    ) -> None:
        if field is not None:
            kwargs.setdefault("initial", _field_initial(field))
        super().__init__(*args, **kwargs)
        self.kind, self.others = kind, {one.pk: one for one in others}
        _in_words(self, "name", _("Name"), most=120)
        _in_words(self, "help", _("Help"), most=300)
        self._offer(audience, field)
        self.rows = choice_rows(field, _sent(self)) if kind.has_choices else []

    def _offer(self, audience: Audience, field: Field | None) -> None:
        options = _options(field, self.kind)
        self._or_drop("default", options)
        self._or_drop("when", [(str(one), _conditions(one)) for one in self.others.values()])
        if self.kind != Kind.NUMBER:
            del self.fields["decimals"]
        if audience != Audience.CONVERSATION:
            del self.fields["is_required"], self.fields["is_public"]
        if audience == Audience.CUSTOMER:
            del self.fields["is_personal"]

    def _or_drop(self, name: str, options: list[Any]) -> None:
        if options:
            self.fields[name].choices = options  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def clean_when(self) -> tuple[Field | None, list[str]]:
        """The field that decides, and its values."""
        chosen = [one.split(":", 1) for one in self.cleaned_data["when"]]
        deciding = {pk for pk, _value in chosen}
        if len(deciding) > 1:
            raise forms.ValidationError(_("Choose values of one field only."))
        return (self.others[int(deciding.pop())], [value for _pk, value in chosen]) if chosen else (None, [])

    @property
    def condition(self) -> tuple[Field | None, list[str]]:
        """The field that decides whether it is shown, and the values with which it is."""
        return self.cleaned_data.get("when") or (None, [])

    @property
    def wanted(self) -> Wanted:
        """What was written."""
        given = self.cleaned_data
        return Wanted(
            names=_words(self, "name"),
            helps=_words(self, "help"),
            decimals=given.get("decimals") or 0,
            choices=[(row.key, row.words) for row in self.rows if any(row.words.values())],
            default=given.get("default", []),
            is_required=given.get("is_required", False),
            is_public=given.get("is_public", False),
            is_personal=given.get("is_personal", False),
        )

    @property
    def naming(self) -> list[forms.BoundField]:
        """The boxes for its name."""
        return [self[f"name-{code}"] for code, _language in LANGUAGES]

    @property
    def helping(self) -> list[forms.BoundField]:
        """The boxes for what else is said about it."""
        return [self[f"help-{code}"] for code, _language in LANGUAGES]

    @property
    def rest(self) -> list[forms.BoundField]:
        """The other controls, in order."""
        known = ("decimals", "default", "when", "is_required", "is_public", "is_personal")
        return [self[name] for name in known if name in self.fields]


def _options(field: Field | None, kind: Kind) -> list[Any]:
    if kind == Kind.YES_NO:
        return list(YES_OR_NO)
    return list(field.asked.options) if field and kind.has_choices else []


def _conditions(field: Field) -> list[tuple[str, Any]]:
    return [(f"{field.pk}:{key}", words) for key, words in field.asked.options]


def _field_initial(field: Field) -> dict[str, Any]:
    flags = {name: getattr(field, name) for name in ("decimals", "is_required", "is_public", "is_personal")}
    return {
        **flags,
        "default": field.default,
        "when": [f"{field.other_id}:{value}" for value in field.when],
        **_as_initial("name", field.names),
        **_as_initial("help", field.helps),
    }


class TypeForm(forms.Form):
    """How a type is called, and whether customers choose it."""

    is_public = forms.BooleanField(
        label=_("Customers may choose it"),
        required=False,
        help_text=_("It is offered in the help centre, with those of its fields that customers may fill in."),
    )

    def __init__(self, *args: Any, found: Type | None = None, **kwargs: Any) -> None:
        if found is not None:
            kwargs.setdefault("initial", {"is_public": found.is_public, **_as_initial("name", found.names)})
        super().__init__(*args, **kwargs)
        _in_words(self, "name", _("Name"), most=120)
        self.order_fields([*(f"name-{code}" for code, _language in LANGUAGES), "is_public"])

    @property
    def names(self) -> Words:
        """What it shall be called."""
        return _words(self, "name")

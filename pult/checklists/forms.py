"""The form of the settings: how a checklist is called, where it is offered, and its steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.fields.models import Type
from pult.foundation.text.tongues import WRITTEN
from pult.workforce.models import Department

from .models import Template
from .operations import LONGEST_LINK, Wanted
from .types import LONGEST_ITEM, MOST_ITEMS, Step, Words

LANGUAGES = [(one, Language(one).label) for one in WRITTEN]
BLANK_ROWS = 3


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """A step as the form shows it; the number tells its boxes from those of the others."""

    number: int
    step: Step

    @property
    def boxes(self) -> list[tuple[str, Any, str]]:
        """A box for each language: its code, its name, and the words in it."""
        return [(code, name, self.step.words.get(code, "")) for code, name in LANGUAGES]

    @property
    def hint_boxes(self) -> list[tuple[str, Any, str]]:
        """The same for the hint."""
        return [(code, name, self.step.hints.get(code, "")) for code, name in LANGUAGES]

    @property
    def is_blank(self) -> bool:
        """Nothing is written in it."""
        return not any(self.step.words.values())

    @property
    def has_more(self) -> bool:
        """It has a hint or a link."""
        return bool(self.step.link) or any(self.step.hints.values())


class TemplateForm(forms.Form):
    """Everything about a template that can change."""

    departments = forms.ModelMultipleChoiceField(
        label=_("Departments"),
        queryset=Department.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Offered in these departments; in all of them where none is chosen."),
    )
    types = forms.ModelMultipleChoiceField(
        label=_("Types"),
        queryset=Type.objects.in_use().in_order(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Offered for conversations of these types; for all of them where none is chosen."),
    )
    comes_with_type = forms.BooleanField(
        label=_("Comes with its types"),
        required=False,
        help_text=_("A conversation that gets one of these types gets this checklist, too."),
    )

    def __init__(self, *args: Any, found: Template | None = None, **kwargs: Any) -> None:
        if found is not None:
            kwargs.setdefault("initial", _initial(found))
        super().__init__(*args, **kwargs)
        for code, language in LANGUAGES:
            self.fields[f"name-{code}"] = forms.CharField(
                label=_("Name · %(language)s") % {"language": language}, max_length=120, required=False
            )
        if not Type.objects.in_use().exists():
            del self.fields["types"], self.fields["comes_with_type"]
        sent = self.data if isinstance(self.data, QueryDict) else None
        self.rows = _rows(found, sent if self.is_bound else None)

    @property
    def naming(self) -> list[forms.BoundField]:
        """The boxes for its name."""
        return [self[f"name-{code}"] for code, _language in LANGUAGES]

    @property
    def rest(self) -> list[forms.BoundField]:
        """The other controls, in order."""
        return [self[name] for name in self.fields if not name.startswith("name-")]

    @property
    def wanted(self) -> Wanted:
        """What was written."""
        given = self.cleaned_data
        return Wanted(
            names={code: given.get(f"name-{code}", "") for code, _language in LANGUAGES},
            steps=[row.step for row in self.rows if not row.is_blank],
            departments=list(given.get("departments", ())),
            types=list(given.get("types", ())),
            comes_with_type=given.get("comes_with_type", False),
        )


def _initial(found: Template) -> dict[str, Any]:
    return {
        **{f"name-{code}": words for code, words in found.names.items()},
        "departments": found.departments.all(),
        "types": found.types.all(),
        "comes_with_type": found.comes_with_type,
    }


def _rows(found: Template | None, sent: QueryDict | None) -> list[StepRow]:
    """The steps as they were sent, else as they stand; a few blank ones below."""
    if sent is None:
        steps = found.items if found else []
    else:
        numbers = [one for one in sent.getlist("row")[: MOST_ITEMS + BLANK_ROWS] if one.isdecimal()]
        rows = [StepRow(number=int(one), step=_read(sent, one)) for one in numbers]
        steps = [row.step for row in _stepped([row for row in rows if not row.is_blank], sent)]
    blank = [Step(words={})] * BLANK_ROWS
    return [StepRow(number=number, step=step) for number, step in enumerate([*steps, *blank], start=1)]


def _read(sent: Mapping[str, Any], number: str) -> Step:
    return Step(
        words=_words(sent, f"step-{number}"),
        hints=_words(sent, f"hint-{number}"),
        link=str(sent.get(f"link-{number}", "")).strip()[: LONGEST_LINK + 1],
        is_required=f"required-{number}" in sent,
    )


def _words(sent: Mapping[str, Any], name: str) -> Words:
    texts = {code: str(sent.get(f"{name}-{code}", "")).strip() for code, _language in LANGUAGES}
    return {code: text[: LONGEST_ITEM + 1] for code, text in texts.items() if text}


def _stepped(rows: list[StepRow], sent: QueryDict) -> list[StepRow]:
    """The order, with one step a place further up or down where a button asks for it."""
    way, _dash, key = sent.get("move", "").partition("-")
    here = next((place for place, row in enumerate(rows) if str(row.number) == key), None)
    if here is None:
        return rows
    there = min(max(here + (-1 if way == "up" else 1), 0), len(rows) - 1)
    return [*(others := [*rows[:here], *rows[here + 1 :]])[:there], rows[here], *others[there:]]

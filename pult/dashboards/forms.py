"""The filters of reports."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .types import Preset


def a_day() -> forms.DateInput:
    """A day as browsers let people pick one."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ViewForm(forms.Form):
    """What to see. Whatever cannot be read falls back to the last thirty days of everything."""

    preset = forms.ChoiceField(label=_("Period"), choices=Preset.choices, required=False)
    start = forms.DateField(
        label=pgettext_lazy("date", "From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    end = forms.DateField(
        label=pgettext_lazy("date", "To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    department = forms.ChoiceField(label=_("Department"), required=False)
    member = forms.ChoiceField(label=_("Person"), required=False)

    def __init__(
        self, *args: Any, departments: list[tuple[int, str]], members: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows, everything in (
            ("department", departments, _("All departments")),
            ("member", members, _("Everybody")),
        ):
            if not rows:
                del self.fields[name]
                continue
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", everything), *((str(pk), label) for pk, label in rows)]

    def value(self, name: str) -> Any:
        """What was chosen, or None where nothing or nonsense was."""
        return (
            self.cleaned_data.get(name) or None if self.is_valid() or hasattr(self, "cleaned_data") else None
        )

    def number(self, name: str) -> int | None:
        """The chosen row, if it is one of those offered."""
        chosen = self.value(name)
        return int(chosen) if chosen else None

    def day(self, name: str) -> date | None:
        """The chosen day."""
        chosen = self.value(name)
        return chosen if isinstance(chosen, date) else None

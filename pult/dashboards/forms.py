"""The filters of reports."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation.errors import Invalid
from pult.metrics.queries import today
from pult.metrics.types import Metric, metric_named
from pult.ui.days import DayField, must_be_in_order
from pult.workforce.models import Department

from .targets import metrics_with_targets, parse_value, responsible
from .types import LONGEST_DAYS, Preset

# As people write an address by hand.
SPOKEN = {"from": "start", "to": "end"}


EVERYTHING = {
    "department": _("All departments"),
    "member": _("Everybody"),
    "brand": _("All brands"),
    "inbox": _("All inboxes"),
}
NOT_YOURS = {
    "brand": _("There is no such brand, or you see none of its inboxes. Nothing is shown."),
    "inbox": _("There is no such inbox, or it is not yours to see. Nothing is shown."),
}


class ViewForm(forms.Form):
    """What to see. What makes no sense is said, and the last thirty days of everything are shown meanwhile."""

    preset = forms.ChoiceField(label=_("Period"), choices=Preset.choices, required=False)
    start = DayField(label=pgettext_lazy("date", "From"), required=False)
    end = DayField(label=pgettext_lazy("date", "To"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    member = forms.ChoiceField(label=_("Person"), required=False)
    brand = forms.ChoiceField(label=_("Brand"), required=False)
    inbox = forms.ChoiceField(label=_("Inbox"), required=False)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[int, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, everything in EVERYTHING.items():
            if name not in choices:
                del self.fields[name]
                continue
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", everything), *((str(pk), label) for pk, label in choices[name])]
            if name in NOT_YOURS:
                field.error_messages["invalid_choice"] = NOT_YOURS[name]

    @classmethod
    def asked(cls, asked: QueryDict, **choices: list[tuple[int, str]]) -> "ViewForm":
        """Filled with what stands in the address, which was perhaps written by hand."""
        data = asked.copy()
        for spoken, name in SPOKEN.items():
            if name not in data:
                data.setlist(name, data.getlist(spoken))
        if not data.get("preset"):
            data["preset"] = Preset.CUSTOM if data.get("start") or data.get("end") else Preset.MONTH
        needless = {"department", "member"}
        return cls(
            data, choices={name: rows for name, rows in choices.items() if rows or name not in needless}
        )

    def clean(self) -> dict[str, Any]:
        """Days that were asked for are days that can be shown."""
        if self.cleaned_data.get("preset") == Preset.CUSTOM and not {"start", "end"} & self.errors.keys():
            self._clean_days()
        return self.cleaned_data

    def _clean_days(self) -> None:
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        if not (start and end):
            self.add_error("end" if start else "start", _("Choose the first and the last day."))
        elif start > today():
            self.add_error("start", _("This day is still to come."))
        elif end - start >= timedelta(days=LONGEST_DAYS):
            sentence = _("At most %(days)s days can be shown at once.")
            self.add_error("end", sentence % {"days": LONGEST_DAYS})
        else:
            must_be_in_order(self, "start", "end")

    def value(self, name: str) -> Any:
        """What was chosen, or None where nothing or nonsense was."""
        self.full_clean()
        return self.cleaned_data.get(name) or None

    def number(self, name: str) -> int | None:
        """The chosen row, if it is one of those offered."""
        chosen = self.value(name)
        return int(chosen) if chosen else None

    def chosen(self) -> list[str]:
        """What was chosen beside the days, in words."""
        found = []
        for name in EVERYTHING:
            field, value = self.fields.get(name), self.value(name)
            if value and isinstance(field, forms.ChoiceField):
                found.append(str(dict(field.choices)[value]))  # type: ignore[arg-type]
        return found

    def day(self, name: str) -> date | None:
        """The chosen day."""
        chosen = self.value(name)
        return chosen if isinstance(chosen, date) else None


class TargetForm(forms.Form):
    """What a figure should be, for whom, and who answers for it."""

    metric = forms.ChoiceField(label=_("Figure"))
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.order_by("name", "pk"),
        required=False,
        empty_label=_("All departments"),
    )
    value = forms.CharField(
        label=_("Target"),
        max_length=20,
        help_text=_("90 for percent, 4 h or 30 min for a time, a number for anything else."),
    )
    owner = forms.ChoiceField(label=_("Answers for it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("metric", [(one.key, str(one.label)) for one in metrics_with_targets()])
        self._offer("owner", [("", _("Nobody yet")), *((str(pk), name) for pk, name in responsible())])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """The value makes sense for the figure."""
        text, key = self.cleaned_data.get("value"), self.cleaned_data.get("metric")
        if text and key:
            try:
                self.cleaned_data["number"] = parse_value(metric_named(key), text)
            except Invalid as refusal:
                self.add_error("value", str(refusal))
        return self.cleaned_data

    @property
    def target(self) -> tuple[Metric, dict[str, Any]]:
        """The figure, and what it should be."""
        told = self.cleaned_data
        department, owner = told["department"], told["owner"]
        return metric_named(told["metric"]), {
            "value": told["number"],
            "department_id": department.pk if department else None,
            "owner_id": int(owner) if owner else None,
        }

"""Days in forms: picked in the browser, kept as typed where they are none, and in order where there are two."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.foundation.errors import Invalid


class DayInput(forms.DateInput):
    """The browser's own picker; what is no day is shown as a text, since a picker would drop it."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if not _is_day(context["widget"]["value"] or ""):
            context["widget"]["type"] = "text"
        return context


class DayField(forms.DateField):
    """A day of the calendar."""

    widget = DayInput
    default_error_messages = {
        "invalid": gettext_lazy("There is no such day. A day looks like 2026-03-31."),
    }

    def __init__(self, **more: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **more)


def must_be_in_order(form: forms.Form, first: str, last: str) -> None:
    """Complain where the last day comes before the first. For the end of `clean()`."""
    start, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if start and end and start > end:
        form.add_error(last, _("The last day comes before the first."))


def must_make_sense(form: forms.Form) -> None:
    """Refuse what cannot be read, where nobody would see what is wrong: a download."""
    for sentences in form.errors.values():
        raise Invalid(str(sentences[0]))


def _is_day(text: str) -> bool:
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False

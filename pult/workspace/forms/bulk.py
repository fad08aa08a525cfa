"""The form of acts on many conversations: whatever is filled in is done to all of them."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.conversations.queries import acts
from pult.conversations.types import Priority
from pult.foundation.actors import Actor
from pult.workforce.models import Department, Member

from .properties import SETTABLE

LEFT = ("", _("Leave as it is"))


class BulkForm(forms.Form):
    """One field for each act that this person may do; what is left empty stays as it is."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for act in acts(actor):
            if make := FIELDS.get(act.key):
                self.fields[act.key] = make(act.label)

    @property
    def acts(self) -> list[tuple[str, str]]:
        """What was filled in, as the verb takes it."""
        given = ((key, self.cleaned_data.get(key)) for key in self.fields)
        return [
            (key, value.isoformat() if hasattr(value, "isoformat") else str(value))
            for key, value in given
            if value
        ]


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def chosen_in(given: QueryDict) -> list[int]:
    """The conversations that were ticked."""
    return [
        int(key) for key in given.getlist("c")[:1000] if key.isascii() and key.isdigit() and len(key) < 16
    ]


def _choice(choices: list[tuple[str, Any]], label: Any) -> forms.Field:
    return forms.ChoiceField(label=label, choices=[LEFT, *choices], required=False)


def _departments(label: Any) -> forms.Field:
    names = Department.objects.order_by("name").values_list("pk", "name")
    return _choice([(str(pk), name) for pk, name in names], label)


def _members(label: Any) -> forms.Field:
    rows = Member.objects.at_work().filter(departments__isnull=False).distinct()
    names = rows.order_by("person__name", "pk").values_list("pk", "person__name")
    fixed = [("me", pgettext_lazy("condition", "Me")), ("nobody", pgettext_lazy("condition", "Nobody"))]
    return _choice([*fixed, *((str(pk), name) for pk, name in names)], label)


def _tags(label: Any) -> forms.Field:
    return forms.CharField(
        label=label, required=False, max_length=500, help_text=_("Separate several with commas.")
    )


FIELDS: dict[str, Any] = {
    "department": _departments,
    "assignee": _members,
    "priority": lambda label: _choice(list(Priority.choices), label),
    "add_tags": _tags,
    "remove_tags": _tags,
    "status": lambda label: _choice([(str(one), one.label) for one in SETTABLE], label),
    "snooze": lambda label: forms.DateTimeField(
        label=label,
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    ),
}

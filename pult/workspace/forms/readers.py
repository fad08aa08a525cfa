"""For whom an inbox is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.inboxes.models import Inbox
from pult.workforce.models import Department


class ReadersForm(forms.Form):
    """Whether an inbox is restricted, and to whom."""

    is_restricted = forms.BooleanField(
        label=_("Restricted"),
        required=False,
        help_text=_(
            "Only the chosen people and departments see what comes in here, as far as their role allows."
        ),
    )
    departments = forms.ModelMultipleChoiceField(
        label=_("Departments"),
        queryset=Department.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    people = forms.ModelMultipleChoiceField(
        label=_("People"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, inbox: Inbox, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "is_restricted": inbox.is_restricted,
            "departments": inbox.inner_departments.all(),
            "people": inbox.insiders.all(),
        }
        super().__init__(*args, **kwargs)
        self.fields["departments"].queryset = Department.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["people"].queryset = Person.objects.active().order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("is_restricted") and not given.get("departments") and not given.get("people"):
            raise forms.ValidationError(_("Choose somebody: nobody would see these conversations any more."))
        return given

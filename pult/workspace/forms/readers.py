"""For whom an inbox, a customer or a company is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.customers.models import Company, Customer
from pult.inboxes.models import Inbox
from pult.workforce.models import Department


class InsidersForm(forms.Form):
    """Whether a customer or a company is restricted, and to whom."""

    is_restricted = forms.BooleanField(
        label=_("Restricted"),
        required=False,
        help_text=_(
            "Only the chosen people see it and everything written about, as far as their role allows."
        ),
    )
    people = forms.ModelMultipleChoiceField(
        label=_("People"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, thing: Customer | Company, **kwargs: Any) -> None:
        kwargs["initial"] = {"is_restricted": thing.is_restricted, "people": thing.insiders.all()}
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = Person.objects.active().order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("is_restricted") and not given.get("people"):
            raise forms.ValidationError(_("Choose somebody: nobody would see these conversations any more."))
        return given


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

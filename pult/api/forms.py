"""What people fill in about webhooks."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.workforce.models import Department

from .catalogue import FACTS
from .models import Webhook

FIELDS = ("address", "description", "facts", "departments", "is_active")


class WebhookForm(forms.Form):
    """Where it is, what it is told of, and of which departments."""

    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("It has to speak HTTPS and must not lead into your own network."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    description = forms.CharField(label=_("Description"), max_length=200, required=False)
    facts = forms.MultipleChoiceField(label=_("Facts"), widget=forms.CheckboxSelectMultiple)
    departments = forms.ModelMultipleChoiceField(
        label=_("Departments"),
        queryset=Department.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them. With a choice, facts without a department are not sent."),
    )
    is_active = forms.BooleanField(label=pgettext_lazy("webhook", "Active"), required=False, initial=True)

    def __init__(self, *args: Any, departments: Any, webhook: Webhook | None = None, **kwargs: Any) -> None:
        if webhook is not None:
            kwargs["initial"] = {name: getattr(webhook, name) for name in FIELDS if name != "departments"}
            kwargs["initial"]["departments"] = list(webhook.departments.all())
        super().__init__(*args, **kwargs)
        self.fields["facts"].choices = [(fact.name, fact.label) for fact in FACTS]  # type: ignore[attr-defined]
        self.fields["departments"].queryset = departments  # type: ignore[attr-defined]


class SinceForm(forms.Form):
    """From when on everything is sent again that did not arrive."""

    since = forms.DateTimeField(
        label=_("Since"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    @classmethod
    def of_today(cls) -> "SinceForm":
        """Filled in with the beginning of today."""
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(initial={"since": today})

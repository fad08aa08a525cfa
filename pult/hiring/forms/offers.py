"""The forms of an offer, of its answer, and of a hire."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pult.hiring.models import Application

DAYS_TO_THINK = 7
DAYS_TO_START = 30


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )


class OfferForm(forms.Form):
    """The terms."""

    pay = forms.CharField(label=_("Pay"), max_length=160)
    hours_per_week = forms.DecimalField(
        label=_("Hours a week"), max_digits=4, decimal_places=1, min_value=1, max_value=80
    )
    start_on = _day(_("First day"))
    answer_by = _day(_("Answer by"))


class TakeBackForm(forms.Form):
    """Why an offer is taken back."""

    reason = forms.CharField(
        label=_("Reason (only we see it)"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    with_letter = forms.BooleanField(
        label=_("Tell the candidate with a letter"), required=False, initial=True
    )


class HireForm(forms.Form):
    """Hire: after an accepted offer, or with a reason without one."""

    without_offer = forms.CharField(
        label=_("Why without an accepted offer"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    start_on = forms.DateField(
        label=_("First day, when the trial period begins"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        required=False,
    )
    is_same_person = forms.BooleanField(
        label=_("If the address has an account already, it is the same person"), required=False
    )


class OfferAnswerForm(forms.Form):
    """What the candidate answers."""

    sure = forms.BooleanField(
        label=_("Yes, I accept this offer"),
        error_messages={"required": _("Please tick that you accept it.")},
    )
    words = forms.CharField(
        label=_("Why, if you would like to tell us"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text = forms.CharField(
        label=_("Your question"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, answer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = {"yes": "sure", "no": "words", "question": "text"}.get(answer)
        self.fields = {name: field for name, field in self.fields.items() if name == wanted}

    def values(self) -> dict[str, Any]:
        """What the verb is told."""
        return {name: value for name, value in self.cleaned_data.items() if name != "sure"}


def offer_forms(application: Application) -> dict[str, forms.Form]:
    """The forms on the page of an application, with what the opening says."""
    today, opening = timezone.localdate(), application.opening
    terms = {
        "pay": opening.pay,
        "hours_per_week": opening.hours_per_week,
        "answer_by": today + timedelta(days=DAYS_TO_THINK),
        "start_on": today + timedelta(days=DAYS_TO_START),
    }
    return {"offer": OfferForm(initial=terms), "take_back": TakeBackForm(), "hire": HireForm()}

"""The forms of a decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.hiring.types import Outcome, Reason


class DecisionForm(forms.Form):
    """What is decided, and why."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "What speaks for it and what against it, and why you go against the evidence if you do. Only those who"
            " run the application read it."
        ),
    )
    reason = forms.ChoiceField(
        label=_("In short, for a rejection"), choices=[("", ""), *Reason.choices], required=False
    )
    with_letter = forms.BooleanField(
        label=_("Tell the candidate with a letter"),
        required=False,
        initial=True,
        help_text=_("When you reject, or keep them for another opening."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") == Outcome.REJECT and not given.get("reason"):
            self.add_error("reason", _("Please choose a reason. Only the house sees it."))
        return given

    def values(self) -> dict[str, Any]:
        """What was chosen, as the verb takes it."""
        return {
            "outcome": Outcome(self.cleaned_data["outcome"]),
            **{name: self.cleaned_data[name] for name in ("reasons", "reason", "with_letter")},
        }

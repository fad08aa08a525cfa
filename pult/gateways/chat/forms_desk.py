"""What the staff writes about visitors: an invitation, a block."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAYS = {"day": 1, "week": 7, "month": 30}


class InvitationForm(forms.Form):
    """What is said to somebody who is on a page."""

    text = forms.CharField(
        label=_("Message"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "autofocus": True})
    )


class BlockForm(forms.Form):
    """For how long and why somebody may not chat."""

    lasts = forms.ChoiceField(
        label=_("For how long"),
        choices=[
            ("day", _("One day")),
            ("week", _("One week")),
            ("month", _("30 days")),
            ("", _("For good")),
        ],
        required=False,
    )
    with_address = forms.BooleanField(
        label=_("Block their network address, too"),
        required=False,
        help_text=_("Others who share the address, such as a whole office, cannot chat either."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    @property
    def given(self) -> dict[str, Any]:
        """What the verb takes."""
        days = DAYS.get(self.cleaned_data["lasts"])
        return {
            "reason": self.cleaned_data["reason"],
            "with_address": self.cleaned_data["with_address"],
            "until": timezone.now() + timedelta(days=days) if days else None,
        }

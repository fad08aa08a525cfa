"""The forms of the door."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import DoorSettings
from .types import Verdict

LONGEST_KEPT = 3650


class SenderForm(forms.Form):
    """Who is blocked or trusted, why, and for how long."""

    value = forms.CharField(
        label=_("Address or domain"),
        max_length=254,
        help_text=_("Such as ana@example.org, or example.org for everybody there."),
    )
    verdict = forms.ChoiceField(label=_("What becomes of it"), choices=Verdict.choices)
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)
    expires_at = forms.DateTimeField(
        label=_("Until"),
        required=False,
        help_text=_("Leave it empty for good."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    is_meant = forms.BooleanField(label=_("I have read the warning and mean it"), required=False)

    def __init__(self, *args: Any, warning: str = "", manages: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warning = warning
        if not warning:
            del self.fields["is_meant"]
        if not manages:
            del self.fields["verdict"]
            self.fields["value"].help_text = str(_("Such as ana@example.org."))

    @property
    def given(self) -> dict[str, Any]:
        """What the verb is called with."""
        return {
            "value": self.cleaned_data["value"],
            "verdict": Verdict(self.cleaned_data.get("verdict") or Verdict.BLOCKED),
            "reason": self.cleaned_data["reason"],
            "expires_at": self.cleaned_data["expires_at"],
            "is_meant": self.cleaned_data.get("is_meant", False),
        }


class DoorForm(forms.ModelForm):  # type: ignore[type-arg]
    """How spam is known, and how long it is kept."""

    days = forms.IntegerField(
        label=_("Days that spam is kept"),
        min_value=1,
        max_value=LONGEST_KEPT,
        help_text=_(
            "After that it is forgotten with every word and file, and the audit log says how much it was."
        ),
    )

    class Meta:
        model = DoorSettings
        fields = ("score_header", "score_at", "servers")
        help_texts = {
            "score_header": _(
                "The header that your own mail server adds, such as X-Spam-Status of SpamAssassin or X-Spamd-Result of "
                "rspamd. Empty: nobody is believed. Your server must remove this header from what comes from outside."
            ),
            "score_at": _("A header without a number counts when it says yes."),
            "servers": _(
                "As they sign Authentication-Results, such as mail.example.org; several with spaces. Only what they "
                "write is believed by the rules of intake."
            ),
        }

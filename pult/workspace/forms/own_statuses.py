"""The form of a status of the house."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.conversations.models import OwnStatus
from pult.conversations.operations.own_statuses import LONGEST_NAME
from pult.conversations.types import OWN_WITHIN, Status, Tone
from pult.foundation.text.tongues import WRITTEN


class OwnStatusForm(forms.Form):
    """Its names, within which fixed one it stands, and its colour."""

    within = forms.TypedChoiceField(
        label=_("Kind of"),
        coerce=Status,
        choices=[(str(one), one.label) for one in OWN_WITHIN],
        initial=str(Status.ON_HOLD),
        help_text=_(
            "It means the same to clocks, queues and figures. Chosen once, for what stands so is counted by it."
        ),
    )
    tone = forms.TypedChoiceField(label=_("Colour"), coerce=Tone, choices=Tone.choices)
    field_order = (*(f"name_{one}" for one in WRITTEN), "within", "tone")

    def __init__(self, *args: Any, own: OwnStatus, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own.pk is not None:
            del self.fields["within"]
        for language in WRITTEN:
            self.fields[f"name_{language}"] = forms.CharField(
                label=str(Language(language).label),
                max_length=LONGEST_NAME,
                required=False,
                widget=forms.TextInput(attrs={"lang": language}),
            )
        self.order_fields(list(self.field_order))
        self.own = own

    @property
    def given(self) -> dict[str, Any]:
        """What the verb is called with."""
        return {
            "names": {one: self.cleaned_data[f"name_{one}"] for one in WRITTEN},
            "within": self.cleaned_data.get("within") or Status(self.own.within),
            "tone": self.cleaned_data["tone"],
        }


def initial_of(own: OwnStatus) -> dict[str, Any]:
    """The form's values for a status that stands."""
    return {f"name_{language}": name for language, name in own.names.items()} | {"tone": own.tone}

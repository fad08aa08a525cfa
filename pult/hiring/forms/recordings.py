"""The forms about recordings of talks."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

ACCEPT = ".wav,.mp3,.m4a,.mp4,.ogg,.oga,.opus,.webm,.weba,audio/*"
MOST_PIECES = 100_000


class ConsentForm(forms.Form):
    """How the candidate is asked."""

    how = forms.ChoiceField(choices=[("letter", "letter"), ("spoken", "spoken")])
    is_explained = forms.BooleanField(
        required=False,
    )

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("how") == "spoken" and not given.get("is_explained"):
            self.add_error(
                "is_explained", _("Please tell the candidate first what is recorded, and tick the box.")
            )
        return given


class RecordingForm(forms.Form):
    """A file that was recorded elsewhere."""

    file = forms.FileField(
        label=_("Recording"),
        allow_empty_file=True,
        error_messages={"required": _("Please choose a file first.")},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["data-most"] = str(settings.MAX_RECORDING_BYTES)


class PieceForm(forms.Form):
    """A few seconds of a recording that is being made."""

    number = forms.IntegerField(min_value=0, max_value=MOST_PIECES)
    content = forms.FileField()


class OwnConsentForm(forms.Form):
    """What the candidate says."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

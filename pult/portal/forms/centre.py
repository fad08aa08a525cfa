"""The form of the look of the help centre."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.foundation.files import bounds
from pult.foundation.files.kinds import kind_of
from pult.foundation.text.tongues import WRITTEN, cleaned
from pult.portal.models import HelpCentre

if TYPE_CHECKING:
    OfCentre = forms.ModelForm[HelpCentre]
    Upload = UploadedFile[bytes]
else:
    OfCentre = forms.ModelForm
    Upload = UploadedFile

FIELDS = ("name", "colour", "website", "is_listed", "languages")
TEXTS = {"welcomes": _("Words of welcome"), "introductions": _("Introduction")}
LONGEST = {"welcomes": 120, "introductions": 400}
LARGEST_LOGO = 512 * 1024


class HelpCentreForm(OfCentre):
    """How the help centre looks."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=Language.choices, widget=forms.CheckboxSelectMultiple
    )
    website = forms.URLField(
        label=_("Website of the house"), max_length=300, required=False, assume_scheme="https"
    )
    logo_file = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("A picture (PNG, JPEG, WebP) of at most 512 kB, about 40 pixels high."),
    )
    without_logo = forms.BooleanField(label=_("Take the logo away"), required=False)

    class Meta:
        model = HelpCentre
        fields = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.logo_id:
            del self.fields["without_logo"]
        for name, label in TEXTS.items():
            for language in WRITTEN:
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=f"{label} · {Language(language).label}",
                    required=False,
                    max_length=LONGEST[name],
                    widget=forms.Textarea(attrs={"rows": 2}),
                    initial=getattr(self.instance, name).get(language, ""),
                )

    def clean_logo_file(self) -> Upload | None:
        given: Upload | None = self.cleaned_data.get("logo_file")
        if given is None:
            return None
        content = given.read()
        bounds.check(given.name or "", content)
        if kind_of(content) not in bounds.PICTURES or len(content) > LARGEST_LOGO:
            raise forms.ValidationError(_("A logo is a picture (PNG, JPEG, WebP) of at most 512 kB."))
        return given

    def values(self) -> dict[str, Any]:
        """What was chosen, apart from the logo."""
        texts = {
            name: cleaned({language: self.cleaned_data[f"{name}_{language}"] for language in WRITTEN})
            for name in TEXTS
        }
        return {**{name: self.cleaned_data[name] for name in FIELDS}, **texts}

    @property
    def new_logo(self) -> bytes | None:
        """The picture that was given; empty when the logo shall go; None when all stays as it is."""
        given: Upload | None = self.cleaned_data.get("logo_file")
        if given is not None:
            given.seek(0)
            return bytes(given.read())
        return b"" if self.cleaned_data.get("without_logo") else None

"""The forms of how a brand looks: the house's own, and those beside it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.brands.models import Brand, is_host
from pult.brands.types import HOUSE
from pult.foundation.files import bounds
from pult.foundation.files.kinds import kind_of
from pult.foundation.text.tongues import WRITTEN, cleaned
from pult.inboxes.models import Inbox

if TYPE_CHECKING:
    OfCentre = forms.ModelForm[Brand]
    Upload = UploadedFile[bytes]
else:
    OfCentre = forms.ModelForm
    Upload = UploadedFile

FIELDS = ("name", "colour", "website", "is_listed", "languages")
TEXTS = {
    "welcomes": _("Words of welcome"),
    "introductions": _("Introduction"),
    "imprints": _("At the foot of every page and mail"),
}
LONGEST = {"welcomes": 120, "introductions": 400, "imprints": 600}
LARGEST_LOGO = 512 * 1024


class LookForm(OfCentre):
    """How the house looks to its customers."""

    named: tuple[str, ...] = FIELDS

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
        model = Brand
        fields: tuple[str, ...] = FIELDS
        labels = {"name": _("Name of the help centre")}
        help_texts = {"name": _("Empty: the name of the house.")}

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
        return {**{name: self.cleaned_data[name] for name in self.named}, **texts}

    @property
    def new_logo(self) -> bytes | None:
        """The picture that was given; empty when the logo shall go; None when all stays as it is."""
        given: Upload | None = self.cleaned_data.get("logo_file")
        if given is not None:
            given.seek(0)
            return bytes(given.read())
        return b"" if self.cleaned_data.get("without_logo") else None


class BrandForm(LookForm):
    """A brand beside the house's: its address, its look, and the doors through which it is reached."""

    named = ("host", *FIELDS)
    field_order = ("name", "host", "doors", "colour", "logo_file", "without_logo", "languages")
    doors = forms.ModelMultipleChoiceField(
        label=_("Reached through"),
        queryset=Inbox.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mailboxes, chats and forms. What is ticked here belongs to no other brand."),
    )

    class Meta(LookForm.Meta):
        fields = ("name", "host", *FIELDS[1:])
        labels = {}
        help_texts = {"host": _("For example help.example.com. Point it to this installation first.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = self.fields["host"].required = True
        doors = self.fields["doors"]
        assert isinstance(doors, forms.ModelMultipleChoiceField)
        doors.queryset = Inbox.objects.for_service().order_by("channel", "name", "pk")
        doors.label_from_instance = _told  # type: ignore[assignment]
        if self.instance.pk:
            doors.initial = list(Inbox.objects.of_brand(self.instance).values_list("pk", flat=True))

    def clean_host(self) -> str:
        host = str(self.cleaned_data["host"]).strip().casefold().removesuffix(".")
        is_host(host)
        if Brand.objects.filter(host=host).exclude(pk=self.instance.pk or HOUSE).exists():
            raise forms.ValidationError(_("Another brand has this address already."))
        return host


def _told(door: Inbox) -> str:
    return f"{door.name} · {door.get_channel_display()}"

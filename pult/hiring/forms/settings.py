"""The forms of the settings of hiring, and of its letters."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.foundation.text.tongues import WRITTEN
from pult.hiring.letters import Template, complaint_about
from pult.hiring.models import HiringSettings
from pult.hiring.types import LetterKind
from pult.inboxes.models import Inbox
from pult.inboxes.types import Purpose

from .openings import in_languages

if TYPE_CHECKING:
    OfSettings = forms.ModelForm[HiringSettings]
else:
    OfSettings = forms.ModelForm

FIELDS = (
    "inbox",
    "colour",
    "consent_version",
    "keep_months",
    "pool_months",
    "asks_equality",
    "survey_days",
    "recording_days",
    "embed_hosts",
)
TEXTS = {"introductions": _("Introduction of the careers page"), "consents": _("What candidates agree to")}


class SettingsForm(OfSettings):
    """How this house hires."""

    class Meta:
        model = HiringSettings
        fields = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inbox"].queryset = Inbox.objects.active().filter(purpose=Purpose.HIRING)  # type: ignore[attr-defined]
        for name, label in TEXTS.items():
            for language in WRITTEN:
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=f"{label} · {Language(language).label}",
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 3}),
                    initial=getattr(self.instance, name).get(language, ""),
                )

    def values(self) -> dict[str, Any]:
        """What was chosen."""
        texts = {name: in_languages(self.cleaned_data, name) for name in TEXTS}
        return {**{name: self.cleaned_data[name] for name in FIELDS}, **texts}


class TemplateForm(forms.Form):
    """A letter in three languages."""

    def __init__(self, *args: Any, kind: LetterKind, template: Template, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for language in WRITTEN:
            label = Language(language).label
            self.fields[f"subject_{language}"] = forms.CharField(
                label=f"{_('Subject')} · {label}",
                max_length=200,
                required=False,
                initial=template.subjects.get(language, ""),
            )
            self.fields[f"text_{language}"] = forms.CharField(
                label=f"{_('Text')} · {label}",
                required=False,
                widget=forms.Textarea(attrs={"rows": 9}),
                initial=template.texts.get(language, ""),
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, text in list(given.items()):
            if complaint := complaint_about(str(text or ""), self.kind):
                self.add_error(name, complaint)
        return given

    def words(self, name: str) -> dict[str, str]:
        """Subjects or texts in each language."""
        return in_languages(self.cleaned_data, name)

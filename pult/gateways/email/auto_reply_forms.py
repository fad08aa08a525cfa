"""What people fill in about automatic replies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import AutoReply

LANGUAGES = (
    ("en", "English"),
    ("hr", "Hrvatski"),
    ("sr-latn", "Srpski (latinica)"),
    ("sr", "Српски (ћирилица)"),
)
WHEN = (("open", _("while somebody is here")), ("closed", _("while nobody is here")))


class AutoReplyForm(forms.Form):
    """Whether, how often, and in which words."""

    is_on = forms.BooleanField(label=_("Answer by itself"), required=False)
    every_hours = forms.IntegerField(
        label=_("At most one in so many hours"),
        min_value=1,
        max_value=720,
        help_text=_("Whoever writes again within this time gets no second automatic reply."),
    )

    def __init__(self, *args: Any, settings: AutoReply, **kwargs: Any) -> None:
        kwargs["initial"] = {"is_on": settings.is_on, "every_hours": settings.every_hours}
        super().__init__(*args, **kwargs)
        for language, name in LANGUAGES:
            for key, when in WHEN:
                self.fields[f"{language}:{key}"] = forms.CharField(
                    label=f"{name} · {when}",
                    required=False,
                    max_length=8000,
                    initial=(settings.texts.get(language) or {}).get(key, ""),
                    widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
                )

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, as the verb takes it."""
        texts: dict[str, dict[str, str]] = {language: {} for language, _name in LANGUAGES}
        for name, said in self.cleaned_data.items():
            language, colon, key = name.partition(":")
            if colon:
                texts[language][key] = said
        return {
            "is_on": self.cleaned_data["is_on"],
            "every_hours": self.cleaned_data["every_hours"],
            "texts": texts,
        }

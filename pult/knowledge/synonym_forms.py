"""The forms about words that mean the same, and about how sure an answer has to be."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SynonymForm(forms.Form):
    """A group of words that mean the same."""

    words = forms.CharField(
        label=_("Words that mean the same"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_(
            "One word or expression on a line, in every language that customers write. Other forms of a word, letters"
            " without marks and Cyrillic need no line of their own."
        ),
    )

    @property
    def lines(self) -> list[str]:
        """The words, one by one; commas divide as well."""
        return [word for line in self.cleaned_data["words"].splitlines() for word in line.split(",")]


class CertaintyForm(forms.Form):
    """How sure an answer has to be before it is given as the answer."""

    value = forms.FloatField(
        label=_("How sure an answer has to be"),
        min_value=0.0,
        max_value=1.0,
        widget=forms.NumberInput(attrs={"step": "0.01"}),
        help_text=_("From 0 to 1. The bot and the forms show an answer as the answer only from here on."),
    )

"""The forms of a kit: what it says, its blocks, and what is asked in them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.foundation.text.tongues import WRITTEN
from pult.hiring.models import BankQuestion, InterviewKit, Stage
from pult.hiring.operations import KitTexts
from pult.hiring.queries import askable
from pult.hiring.types import HowAsked

from .openings import in_languages

TEXTS = {
    "jobs": (_("What the job is"), 5),
    "beginnings": (_("How to open"), 4),
    "endings": (_("How to close"), 4),
    "forbidden": (_("What may not be asked, one a line"), 6),
}


class KitForm(forms.Form):
    """Everything that a kit says besides its questions."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=480)

    def __init__(self, *args: Any, kit: InterviewKit, **kwargs: Any) -> None:
        said = {f"{name}_{one}": getattr(kit, name).get(one, "") for name in TEXTS for one in WRITTEN}
        kwargs["initial"] = {"minutes": kit.minutes, **said}
        super().__init__(*args, **kwargs)
        for language in WRITTEN:
            for name, (label, rows) in TEXTS.items():
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=label,
                    required=False,
                    max_length=6000,
                    widget=forms.Textarea(attrs={"rows": rows}),
                )

    @property
    def languages(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The texts, language by language."""
        return [
            (language, str(Language(language).label), [self[f"{name}_{language}"] for name in TEXTS])
            for language in WRITTEN
        ]

    def texts(self) -> KitTexts:
        """What it says, as a value."""
        return KitTexts(**{name: in_languages(self.cleaned_data, name) for name in TEXTS})


class BlockForm(forms.Form):
    """A new block."""

    title_en = forms.CharField(label="English", required=False, max_length=200)
    title_hr = forms.CharField(label="Hrvatski", required=False, max_length=200)
    title_sr = forms.CharField(label="Srpski", required=False, max_length=200)

    def titles(self) -> dict[str, str]:
        """Its heading in each language."""
        given = self.cleaned_data
        return {"en": given["title_en"], "hr": given["title_hr"], "sr-latn": given["title_sr"]}


class AskForm(forms.Form):
    """One more question of the bank."""

    question = forms.ModelChoiceField(label=_("Question"), queryset=BankQuestion.objects.none())

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = askable(stage)
        chosen = [question.pk for _kind, questions in groups for question in questions]
        field: Any = self.fields["question"]
        field.queryset = BankQuestion.objects.filter(pk__in=chosen)
        field.choices = [
            ("", ""),
            *((str(kind.label), [(one.pk, _label(one)) for one in questions]) for kind, questions in groups),
        ]


def _label(question: BankQuestion) -> str:
    skill = next((one.name for one in question.skills_in_order), "")
    return f"{skill}: {question.text} ({question.minutes}′)"


class HowForm(forms.Form):
    """What became of a question."""

    how = forms.ChoiceField(choices=HowAsked.choices)

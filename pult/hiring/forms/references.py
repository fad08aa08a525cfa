"""The forms about references: who is named, and what a referee says."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.hiring.operations import Contact, Told
from pult.scorecards.models import Criterion
from pult.scorecards.types import MOST_WORDS, Mark


class RefereeForm(forms.Form):
    """Somebody who may tell about a candidate."""

    name = forms.CharField(label=_("Name of the referee"), max_length=160)
    email = forms.EmailField(label=_("E-mail of the referee"), max_length=254)
    relation = forms.CharField(
        label=_("How you know each other"),
        max_length=200,
        required=False,
        help_text=_("Such as: my team lead at Kettle & Co., 2022 to 2025."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=Language.choices)
    has_agreed = forms.BooleanField(
        label=_("I have asked this person, and agree that you write to them"),
        error_messages={"required": _("Without this we write to nobody.")},
    )

    def contact(self) -> Contact:
        """Who was named, as a value."""
        names = ("name", "email", "relation", "language")
        return Contact(**{name: self.cleaned_data[name] for name in names})


class NamedForm(RefereeForm):
    """The same, written down by somebody of the staff; the candidate can agree on their own page."""

    relation = forms.CharField(label=_("How they know each other"), max_length=200, required=False)
    has_agreed = forms.BooleanField(
        label=_("The candidate has agreed that we write to this person"), required=False
    )


class AddressForm(forms.Form):
    """Another address."""

    email = forms.EmailField(label=_("E-mail of the referee"), max_length=254)


class ReferenceForm:
    """What stands in a referee's window: for each criterion its mark, its words, and the revision that was shown."""

    def __init__(self, data: Mapping[str, Any], criteria: list[Criterion]) -> None:
        self.told = [self._told(data, one) for one in criteria if f"seen-{one.pk}" in data]

    @staticmethod
    def _told(data: Mapping[str, Any], criterion: Criterion) -> Told:
        seen = str(data.get(f"seen-{criterion.pk}", ""))
        words = str(data.get(f"evidence-{criterion.pk}", "")).replace("\r\n", "\n")
        return Told(
            criterion=criterion,
            mark=_mark(str(data.get(f"value-{criterion.pk}", "")), criterion),
            evidence=words[:MOST_WORDS],
            seen=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
        )


def _mark(chosen: str, criterion: Criterion) -> Mark:
    """The mark that was chosen; nothing where it is not on the scale."""
    if chosen == "na":
        return Mark(is_na=criterion.may_skip)
    values = {str(value) for value, _words in criterion.points}
    return Mark(int(chosen)) if chosen in values else Mark()

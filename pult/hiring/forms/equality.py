"""The forms of the check of fairness: the voluntary answers, and what a report is about."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pult.hiring.models import Opening
from pult.hiring.queries.fairness import HIRED, Wanted
from pult.hiring.types import GROUPS, StageKind, Trait

YEARS = 3


class EqualityForm(forms.Form):
    """Three questions; none has to be answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for trait in Trait:
            self.fields[trait.value] = forms.ChoiceField(
                label=trait.label,
                required=False,
                choices=[("", _("I would rather not say")), *GROUPS[trait].items()],
                widget=forms.RadioSelect,
            )


class ReportForm(forms.Form):
    """What a report is about."""

    trait = forms.ChoiceField(label=_("Groups by"), choices=Trait.choices, required=False)
    stage = forms.ChoiceField(
        label=_("Selected are those who"),
        choices=[
            (HIRED, _("were hired")),
            *(
                (kind.value, kind.label)
                for kind in StageKind
                if kind not in {StageKind.APPLICATION, StageKind.TRIAL}
            ),
        ],
        required=False,
    )
    year = forms.TypedChoiceField(label=_("Applied in"), coerce=int, required=False)
    opening = forms.ModelChoiceField(
        label=_("Opening"), queryset=Opening.objects.none(), required=False, empty_label=_("All")
    )

    def __init__(self, *args: Any, openings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = timezone.localdate().year
        self.fields["year"].choices = [(year, str(year)) for year in range(this, this - YEARS, -1)]  # type: ignore[attr-defined]
        self.fields["opening"].queryset = openings  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The choice as a value; what cannot be read is left out."""
        given = self.cleaned_data if self.is_valid() else {}
        return Wanted(
            trait=given.get("trait") or Trait.GENDER,
            stage=given.get("stage") or HIRED,
            year=given.get("year") or timezone.localdate().year,
            opening=given["opening"].pk if given.get("opening") else None,
        )

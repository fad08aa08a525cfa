"""What report comes by mail, when, and to whom."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.metrics.types import declared

from .models import Mailing
from .places import KEPT
from .types import Format, ReportKind, Rhythm, Right

if TYPE_CHECKING:
    OfMailing = forms.ModelForm[Mailing]
else:
    OfMailing = forms.ModelForm

LAST = 31
PERIOD = {"preset", "start", "end", "from", "to"}
FILTERS = (set(KEPT) - PERIOD) | {"by", "target", "policy", "priority", "channel"}


class MailingForm(OfMailing):
    """Validates; nothing is saved here."""

    weekday = forms.TypedChoiceField(label=_("Day of the week"), coerce=int, choices=list(WEEKDAYS.items()))
    monthday = forms.TypedChoiceField(
        label=_("Day of the month"),
        coerce=int,
        choices=[*((day, f"{day}.") for day in range(1, 29)), (LAST, _("The last day"))],
    )
    hour = forms.TypedChoiceField(
        label=_("At"), coerce=int, choices=[(hour, f"{hour:02}:00") for hour in range(24)]
    )
    readers = forms.ModelMultipleChoiceField(
        label=_("To whom"),
        queryset=Person.objects.none(),
        help_text=_(
            "Everybody is sent what they may see themselves; who may not see this report is sent nothing."
        ),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices)
    format = forms.ChoiceField(label=_("Attached as"), choices=Format.choices)
    report = forms.ChoiceField(choices=ReportKind.choices, widget=forms.HiddenInput)
    metric = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    filters = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)

    class Meta:
        model = Mailing
        fields = (
            "name",
            "rhythm",
            "weekday",
            "monthday",
            "hour",
            "readers",
            "format",
            "report",
            "metric",
            "filters",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers = self.fields["readers"]
        assert isinstance(readers, forms.ModelMultipleChoiceField)
        readers.queryset = may_read()
        if self.instance.pk and not self.is_bound:
            self.initial["readers"] = [one.person_id for one in self.instance.readers.filter(stopped_at=None)]

    def clean(self) -> dict[str, Any]:
        """A figure is named exactly where a figure is sent."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        is_figure = told.get("report") == ReportKind.FIGURE
        if is_figure != (told.get("metric") in {one.key for one in declared()}):
            self.add_error(None, _("There is no such figure."))
        return told


def may_read() -> Any:
    """Who may read any report at all, by name."""
    may = Q(all_rights=True) | Q(rights__contains=[str(Right.OWN)])
    return Person.objects.active().filter(may).order_by("name", "pk")

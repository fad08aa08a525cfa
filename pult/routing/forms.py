"""The forms of routing."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.workforce.models import Department

from .models import QueueRules
from .types import Method, Rules

if TYPE_CHECKING:
    OfQueue = forms.ModelForm[QueueRules]
else:
    OfQueue = forms.ModelForm


class RoutingForm(forms.Form):
    """How one department gives out its work."""

    method = forms.TypedChoiceField(label=_("Method"), choices=Method.choices, coerce=Method)


class QueueForm(OfQueue):
    """How one department treats those who wait in its queue."""

    class Meta:
        model = QueueRules
        fields = (
            "capacity",
            "offer_seconds",
            "most_misses",
            "overflow_seconds",
            "overflow",
            "is_for_everybody",
            "give_up_seconds",
            "answer_seconds",
            "short_seconds",
        )

    def __init__(self, data: Any = None, *, department: Department) -> None:
        row = QueueRules.objects.filter(department=department).first() or QueueRules(department=department)
        super().__init__(data, instance=row)
        others = Department.objects.exclude(pk=department.pk).order_by("name")
        self.fields["overflow"].queryset = others  # type: ignore[attr-defined]
        self.fields["overflow"].empty_label = pgettext_lazy("overflow department", "None")  # type: ignore[attr-defined]

    @property
    def rules(self) -> Rules:
        """What was chosen."""
        values = dict(self.cleaned_data)
        overflow = values.pop("overflow")
        return Rules(**values, overflow_id=overflow.pk if overflow else None)

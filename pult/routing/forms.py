"""The forms of routing."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.skills.models import Skill
from pult.workforce.models import Department, Member

from .models import Need, QueueRules, Routing
from .types import HIGHEST_LEVEL, Method, Rules

if TYPE_CHECKING:
    OfQueue = forms.ModelForm[QueueRules]
    OfRouting = forms.ModelForm[Routing]
    OfNeed = forms.ModelForm[Need]
else:
    OfQueue = OfRouting = OfNeed = forms.ModelForm


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


class ReturningForm(OfRouting):
    """After how long work goes back; empty for never."""

    class Meta:
        model = Routing
        fields = ("return_minutes", "silent_minutes")
        help_texts = {
            "return_minutes": _("What still waits for an answer is given to somebody else. Empty: it stays."),
            "silent_minutes": _("Counted in opening hours, from when they got it. Empty: it stays."),
        }


class NeedForm(OfNeed):
    """What somebody must be able to do to get some conversations."""

    class Meta:
        model = Need
        fields = ("tag", "skill", "level", "patience_minutes")
        help_texts = {"tag": _("Empty: all conversations of the department.")}

    def __init__(self, *args: Any, skills: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].queryset = skills  # type: ignore[attr-defined]


class CompetencesForm(forms.Form):
    """How well each of these people masters each of these skills."""

    LEVELS = [(0, "–"), *((level, str(level)) for level in range(1, HIGHEST_LEVEL + 1))]

    def __init__(
        self,
        *args: Any,
        members: list[Member],
        skills: list[Skill],
        levels: dict[int, dict[int, int]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members, self.skills = members, skills
        for member in members:
            for skill in skills:
                self.fields[f"level-{member.pk}-{skill.pk}"] = forms.TypedChoiceField(
                    label=f"{member.name}: {skill.name}",
                    choices=self.LEVELS,
                    coerce=int,
                    initial=levels.get(member.pk, {}).get(skill.pk, 0),
                )

    @property
    def rows(self) -> list[tuple[Member, list[forms.BoundField]]]:
        """One row for each of them."""
        return [(one, [self[f"level-{one.pk}-{skill.pk}"] for skill in self.skills]) for one in self.members]

    def levels_of(self, member: Member) -> dict[Skill, int]:
        """What was chosen for one of them."""
        return {skill: self.cleaned_data[f"level-{member.pk}-{skill.pk}"] for skill in self.skills}

"""The forms of trial periods: beginning, goals, reviews, the decision, and how those of an opening begin."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.hiring.models import TrialGoal, TrialReview
from pult.hiring.operations import Goal, Verdict, in_my_words
from pult.hiring.queries import Plan
from pult.hiring.queries.openings import people_who
from pult.hiring.types import (
    FEWEST_DAYS,
    MOST_DAYS,
    VERDICTS,
    GoalState,
    Right,
    TrialOutcome,
)
from pult.skills.models import Skill

MOST_WORDS = 5000
TEXTS = {"text_en": "en", "text_hr": "hr", "text_sr": "sr-latn"}


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        **more,
    )


def _words(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class GuideForm(forms.Form):
    """Who stands at the new colleague's side."""

    person = forms.ModelChoiceField(label=_("At their side"), queryset=Person.objects.none())

    def __init__(self, *args: Any, without: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_who(Right.INTERVIEW).exclude(pk=without)  # type: ignore[attr-defined]


class BeginForm(forms.Form):
    """From when, how long, and with whom."""

    began_on = _day(_("First day"))
    days = forms.IntegerField(label=_("Length in days"), min_value=FEWEST_DAYS, max_value=MOST_DAYS)
    guide = forms.ModelChoiceField(
        label=_("At their side"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Whoever leads the new colleague"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guide"].queryset = people_who(Right.INTERVIEW)  # type: ignore[attr-defined]


class GoalForm(forms.Form):
    """A goal, in the language of whoever agrees on it."""

    text = _words(_("Goal"), rows=2)
    day = forms.IntegerField(label=_("By day"), min_value=1, max_value=MOST_DAYS)
    skill = forms.ModelChoiceField(label=_("Skill"), queryset=Skill.objects.none(), required=False)

    def __init__(self, *args: Any, goal: TrialGoal | None = None, **kwargs: Any) -> None:
        if goal is not None:
            kwargs["initial"] = {"text": goal.text, "day": goal.day, "skill": goal.skill_id}
            kwargs["auto_id"] = f"goal-{goal.pk}-%s"
        self.goal = goal
        super().__init__(*args, **kwargs)
        self.fields["skill"].queryset = Skill.objects.in_use().in_order()  # type: ignore[attr-defined]

    def value(self) -> Goal:
        """The goal as a value; what stays as it reads keeps its words in the other languages."""
        given = self.cleaned_data
        is_same = self.goal is not None and given["text"] == self.goal.text
        texts = dict(self.goal.texts) if self.goal and is_same else in_my_words(given["text"])
        return Goal(day=given["day"], texts=texts, skill=given["skill"])


class DayForm(forms.Form):
    """Another day for a review."""

    due_on = _day(_("Day"))


class OwnWordsForm(forms.Form):
    """What the new colleague writes before a review."""

    text = _words(_("How it goes, in your own words"), rows=6, required=False)


class ReviewForm(forms.Form):
    """How each goal turned out, and what was agreed."""

    agreed = _words(
        _("What we agreed"),
        rows=5,
        help_text=_("The new colleague reads this on their own page, and it stays as it is."),
    )

    def __init__(self, *args: Any, review: TrialReview, goals: Iterable[TrialGoal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals, last = list(goals), review.trial.day_on(review.due_on)
        for goal in self.goals:
            is_due = goal.day <= last
            choices = [(one.value, one.label) for one in VERDICTS]
            self.fields[f"state_{goal.pk}"] = forms.ChoiceField(
                label=goal.text, choices=choices if is_due else [("", _("not now")), *choices],
                widget=forms.RadioSelect, required=is_due,
            )  # fmt: skip
            self.fields[f"note_{goal.pk}"] = _words(_("A word about it"), rows=2, required=False)
        self.order_fields([*(name for name in self.fields if name != "agreed"), "agreed"])

    @property
    def rows(self) -> list[tuple[TrialGoal, forms.BoundField, forms.BoundField]]:
        """Each goal with its two fields."""
        return [(goal, self[f"state_{goal.pk}"], self[f"note_{goal.pk}"]) for goal in self.goals]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for goal in self.goals:
            state, note = given.get(f"state_{goal.pk}"), given.get(f"note_{goal.pk}")
            if state and state != GoalState.MET and not note:
                self.add_error(f"note_{goal.pk}", _("Please write what was missing, and why."))
        return given

    def verdicts(self) -> list[Verdict]:
        """What was said of each goal."""
        given = self.cleaned_data
        return [
            Verdict(goal=goal, state=GoalState(given[f"state_{goal.pk}"]), note=given[f"note_{goal.pk}"])
            for goal in self.goals
            if given.get(f"state_{goal.pk}")
        ]


class TrialDecisionForm(forms.Form):
    """Kept, extended or ended, and why."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=TrialOutcome.choices, widget=forms.RadioSelect)
    until = _day(
        _("Day"),
        required=False,
        help_text=_("The new end when you extend; the last day of work when you end it (today when empty)."),
    )
    reasons = _words(
        _("Reasons"),
        rows=5,
        help_text=_(
            "What speaks for it and what against it. Those who run the application and who guide read it."
        ),
    )
    with_letter = forms.BooleanField(
        label=_("Tell the new colleague with a letter"), required=False, initial=True
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("outcome") == TrialOutcome.EXTENDED and not given.get("until"):
            self.add_error("until", _("Please choose the new end."))
        return given

    def values(self) -> dict[str, Any]:
        """What was chosen, as the verb takes it."""
        given = self.cleaned_data
        return {**given, "outcome": TrialOutcome(given["outcome"])}


class LengthForm(forms.Form):
    """How long the trial periods of an opening take."""

    days = forms.IntegerField(
        label=_("Length in days"),
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        help_text=_("Reviews come after 30, 60 and 90 days, and at the end."),
    )


class PlannedForm(forms.Form):
    """A goal that every new colleague of an opening begins with; an empty one is passed over."""

    day = forms.IntegerField(label=_("By day"), min_value=1, max_value=MOST_DAYS, required=False)
    text_en = _words("English", rows=3, required=False)
    text_hr = _words("Hrvatski", rows=3, required=False)
    text_sr = _words("Srpski", rows=3, required=False)
    skill = forms.ModelChoiceField(label=_("Skill"), queryset=Skill.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].queryset = Skill.objects.in_use().in_order()  # type: ignore[attr-defined]

    @property
    def is_written(self) -> bool:
        """Whether there are any words."""
        return any(self.cleaned_data.get(name) for name in TEXTS)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.is_written and not given.get("day"):
            self.add_error("day", _("Please say by which day."))
        return given

    def value(self) -> Goal:
        """The goal as a value."""
        given = self.cleaned_data
        texts = {language: str(given.get(name) or "") for name, language in TEXTS.items()}
        return Goal(day=given["day"], texts=texts, skill=given.get("skill"))


PlannedSet = forms.formset_factory(PlannedForm, extra=2)


def planned_rows(plan: Plan) -> list[dict[str, Any]]:
    """The goals of a plan as the form shows them."""
    return [
        {
            "day": one.day, "skill": one.skill,
            **{name: one.texts.get(language, "") for name, language in TEXTS.items()},
        }
        for one in plan.goals
    ]  # fmt: skip


def begin_form(plan: Plan) -> BeginForm:
    """The form with what the opening says."""
    return BeginForm(initial={"began_on": timezone.localdate(), "days": plan.days})

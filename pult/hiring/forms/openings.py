"""The forms about openings: what they say, the plan, the skills, the questions."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.accounts.types import Language
from pult.foundation.text.tongues import WRITTEN
from pult.hiring.models import Opening, OpeningSkill, Question, Stage
from pult.hiring.operations import Asked, Line, Step, Texts
from pult.hiring.queries import people_who
from pult.hiring.types import QuestionKind, Right, StageKind, Weighing
from pult.scorecards.queries.cards import keys_in_force
from pult.skills.models import Profile, Skill
from pult.workforce.models import Department
from pult.workforce.types import Employment

LONG = forms.Textarea(attrs={"rows": 4})
TEXTS = {
    "titles": (_("Title"), None),
    "summaries": (_("In one or two sentences"), 2),
    "tasks": (_("What you will do"), 5),
    "offers": (_("What we offer"), 4),
    "preparations": (_("How to prepare, beyond the usual"), 3),
}


RULES = ("hire_from", "weighing")


def in_languages(given: Mapping[str, Any], name: str) -> dict[str, str]:
    """What was written under one name in each language."""
    return {language: str(given.get(f"{name}_{language}") or "") for language in WRITTEN}


class OpeningForm(forms.Form):
    """An opening: its texts in three languages, and its terms."""

    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.order_by("name"))
    employment = forms.ChoiceField(label=_("Employment"), choices=Employment.choices)
    hours_per_week = forms.DecimalField(
        label=_("Hours a week"), max_digits=4, decimal_places=1, min_value=1, max_value=80, initial=40
    )
    seats = forms.IntegerField(label=_("People wanted"), min_value=1, max_value=500, initial=1)
    places = forms.CharField(
        label=_("Places"), required=False, max_length=300, help_text=_("Separated by commas.")
    )
    is_remote = forms.BooleanField(label=_("Can be done from home"), required=False)
    pay = forms.CharField(label=_("Pay"), required=False, max_length=120)
    hire_from = forms.DecimalField(
        label=_("Hire from this result on"), max_digits=3, decimal_places=2, min_value=1, max_value=5,
        initial="3.5", required=False,
        help_text=_("From 1 to 5. At or above it the evidence proposes to hire, if no must-have is missed."),
    )  # fmt: skip
    weighing = forms.ChoiceField(
        label=_("How skills count together"), choices=Weighing.choices, required=False, initial=Weighing.UNIT
    )
    closes_on = forms.DateField(
        label=_("Applications until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hiring_manager = forms.ModelChoiceField(label=_("Hiring manager"), queryset=Person.objects.none())
    recruiter = forms.ModelChoiceField(label=_("Recruiter"), queryset=Person.objects.none())
    reason = forms.CharField(
        label=_("Why this opening is needed"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, opening: Opening | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(opening) if opening else {})
        super().__init__(*args, **kwargs)
        for name in ("hiring_manager", "recruiter"):
            self.fields[name].queryset = people_who(Right.RECRUIT)  # type: ignore[attr-defined]
        for language in WRITTEN:
            for name, (label, rows) in TEXTS.items():
                widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=label, required=False, max_length=6000 if rows else 120, widget=widget
                )
        if opening is None:
            self.fields["profile"] = forms.ModelChoiceField(
                label=_("Profile of skills"), queryset=Profile.objects.in_order(), required=False
            )

    @property
    def languages(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The texts, language by language."""
        return [
            (language, str(Language(language).label), [self[f"{name}_{language}"] for name in TEXTS])
            for language in WRITTEN
        ]

    @property
    def terms(self) -> list[forms.BoundField]:
        """Everything that is not a text."""
        return [self[name] for name in self.fields if name.rpartition("_")[2] not in WRITTEN]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(in_languages(given, "titles").values()):
            self.add_error("titles_en", _("Please give the opening a title in at least one language."))
        return given

    def texts(self) -> Texts:
        """What it says, as a value."""
        return Texts(**{name: in_languages(self.cleaned_data, name) for name in TEXTS})

    def values(self) -> dict[str, Any]:
        """The terms."""
        names = (
            "department",
            "employment",
            "hours_per_week",
            "seats",
            "is_remote",
            "pay",
            "closes_on",
            "reason",
        )
        given = {name: self.cleaned_data[name] for name in (*names, "hiring_manager", "recruiter")}
        # Callers that know nothing of these leave them as they are.
        rules = {name: self.cleaned_data[name] for name in RULES if self.cleaned_data[name]}
        places = [place.strip()[:80] for place in self.cleaned_data["places"].split(",")]
        return {**given, **rules, "places": [place for place in places if place]}


def _initial(opening: Opening) -> dict[str, Any]:
    texts = {
        f"{name}_{language}": getattr(opening, name).get(language, "")
        for name in TEXTS
        for language in WRITTEN
    }
    terms = {
        name: getattr(opening, name)
        for name in (
            "department", "employment", "hours_per_week", "seats", "is_remote", "pay", "closes_on", "reason",
            "hiring_manager", "recruiter", *RULES,
        )
    }  # fmt: skip
    return {**texts, **terms, "places": ", ".join(opening.places)}


def card_choices() -> list[tuple[str, str]]:
    """The scorecards that can be judged with now."""
    known = sorted(keys_in_force().items(), key=lambda one: one[1].casefold())
    return [("", str(_("The usual one"))), *known]


class StageForm(forms.Form):
    """One step of the plan; an empty one is passed over."""

    stage_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Step"), choices=[("", ""), *StageKind.choices], required=False)
    position = forms.IntegerField(label=_("Place"), min_value=1, max_value=99, required=False)
    days = forms.IntegerField(
        label=_("Days until our answer"), min_value=0, max_value=365, initial=5, required=False
    )
    minutes = forms.IntegerField(
        label=_("Minutes it takes"), min_value=0, max_value=600, initial=0, required=False
    )
    scorecard = forms.ChoiceField(label=_("Scorecard"), choices=card_choices, required=False)
    raters = forms.ModelMultipleChoiceField(
        label=_("By whom"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["raters"].queryset = people_who(Right.INTERVIEW)  # type: ignore[attr-defined]

    def step(self) -> Step:
        """The step as a value."""
        given = self.cleaned_data
        return Step(
            kind=StageKind(given["kind"]),
            days=given["days"] or 0,
            minutes=given["minutes"] or 0,
            scorecard=given["scorecard"],
            raters=tuple(given["raters"]),
            stage_id=given["stage_id"],
        )


class QuestionForm(forms.Form):
    """One question of the form."""

    kind = forms.ChoiceField(label=_("Kind"), choices=QuestionKind.choices, required=False)
    text_en = forms.CharField(label="English", required=False, max_length=400)
    text_hr = forms.CharField(label="Hrvatski", required=False, max_length=400)
    text_sr = forms.CharField(label="Srpski", required=False, max_length=400)
    choices = forms.CharField(
        label=_("Choices, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)

    def asked(self) -> Asked:
        """The question as a value."""
        given = self.cleaned_data
        return Asked(
            kind=QuestionKind(given.get("kind") or QuestionKind.TEXT),
            texts={
                "en": given.get("text_en", ""),
                "hr": given.get("text_hr", ""),
                "sr-latn": given.get("text_sr", ""),
            },
            choices={"en": given.get("choices", "")},
            is_required=bool(given.get("is_required")),
        )


class LineForm(forms.Form):
    """One skill that matters for the opening."""

    skill = forms.ModelChoiceField(label=_("Skill"), queryset=Skill.objects.none(), required=False)
    weight = forms.DecimalField(
        label=_("Weight"), min_value=Decimal("0.1"), max_value=10, initial=1, required=False
    )
    is_must_have = forms.BooleanField(label=_("Must-have"), required=False)
    can_be_taught = forms.BooleanField(label=_("Can be taught"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].queryset = Skill.objects.in_use().in_order()  # type: ignore[attr-defined]

    def line(self) -> Line:
        """The line as a value."""
        given = self.cleaned_data
        return Line(
            skill=given["skill"],
            weight=given["weight"] or Decimal(1),
            is_must_have=given["is_must_have"],
            can_be_taught=given["can_be_taught"],
        )


StageSet = forms.formset_factory(StageForm, extra=1)
QuestionSet = forms.formset_factory(QuestionForm, extra=2)
LineSet = forms.formset_factory(LineForm, extra=2)


def stage_rows(stages: Iterable[Stage]) -> list[dict[str, Any]]:
    """The plan as the form shows it."""
    return [
        {
            "stage_id": one.pk, "kind": one.kind, "position": one.position, "days": one.days, "minutes": one.minutes,
            "scorecard": one.scorecard, "raters": list(one.raters.all()),
        }
        for one in stages
    ]  # fmt: skip


def question_rows(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """The questions as the form shows them."""
    return [
        {
            "kind": one.kind, "text_en": one.texts.get("en", ""), "text_hr": one.texts.get("hr", ""),
            "text_sr": one.texts.get("sr-latn", ""), "choices": one.choices.get("en", ""),
            "is_required": one.is_required,
        }
        for one in questions
    ]  # fmt: skip


def line_rows(lines: Iterable[OpeningSkill]) -> list[dict[str, Any]]:
    """The skills as the form shows them."""
    return [
        {
            "skill": one.skill,
            "weight": one.weight,
            "is_must_have": one.is_must_have,
            "can_be_taught": one.can_be_taught,
        }
        for one in lines
    ]


def given_steps(forms_: Iterable[StageForm]) -> list[Step]:
    """The steps that were filled in, in their order."""
    rows = [form for form in forms_ if form.cleaned_data.get("kind")]
    return [form.step() for form in sorted(rows, key=lambda form: form.cleaned_data.get("position") or 99)]

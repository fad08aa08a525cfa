"""The forms of scorecards. They check what was typed; verbs write it down."""

from dataclasses import replace
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.accounts.types import Language
from pult.foundation.text.tongues import WRITTEN
from pult.skills.models import Skill
from pult.skills.types import Source

from .content import CriterionContent
from .models import Version
from .types import LONGEST_SCALE, MOST_WORDS, Critical, Evidence, Kind, Mark

MOST_CAUSES = 12
LANGUAGES = [(code, Language(code).label) for code in WRITTEN]


def language_of(asked: str) -> str:
    """The language that somebody writes in; English unless another was asked for."""
    return asked if asked in WRITTEN else WRITTEN[0]


class SharedForm(forms.Form):
    """A form over words that others may write too. `seen`, sent with it, tells what stood there when it was opened."""

    @property
    def now(self) -> str:
        """What stands there now, in a few letters."""
        shown = sorted((name, str(value)) for name, value in self.initial.items())
        return blake2b(repr(shown).encode(), digest_size=12).hexdigest()

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody else has written there since."""
        return self.is_bound and self.data.get("seen", self.now) != self.now

    @property
    def refused_with(self) -> int:
        """The status of a page that shows it again."""
        return 409 if self.is_overtaken else 422

    @property
    def others(self) -> list[tuple[str, str]]:
        """What stands there now where it is not what was typed here."""
        return [
            (str(self[name].label), self._told(name)) for name in self.changed_data if name in self.initial
        ]

    def _told(self, name: str) -> str:
        value, choices = self.initial[name], getattr(self.fields[name], "choices", None)
        if isinstance(value, bool):
            return str(_("Yes") if value else _("No"))
        named = (str(label) for key, label in choices or () if str(key) == str(value))
        return next(named, str(value)) or str(_("nothing"))


class TitleForm(SharedForm):
    """A first title, in the writer's language."""

    title = forms.CharField(label=_("Title"), max_length=200)


class NewScorecardForm(TitleForm):
    """A new scorecard."""

    source = forms.ChoiceField(
        label=_("Counts as"),
        choices=Source.choices,
        initial=Source.REVIEW,
        help_text=_("Under which heading its marks stand in the evidence of skills."),
    )


class WordsForm(TitleForm):
    """Title and introduction in one language."""

    text = forms.CharField(
        label=_("Introduction"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CriterionForm(SharedForm):
    """One criterion, its words in one language at a time."""

    title = forms.CharField(label=_("What is judged"), max_length=200)
    help = forms.CharField(
        label=_("What to look at"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = forms.ChoiceField(label=_("Answered by"), choices=Kind.choices)
    skill = forms.ModelChoiceField(
        label=_("Speaks of the skill"), queryset=Skill.objects.none(), required=False, to_field_name="key"
    )
    weight = forms.DecimalField(
        label=_("Weight"), min_value=Decimal("0.01"), max_value=100, max_digits=5, decimal_places=2
    )
    lowest = forms.IntegerField(label=_("Lowest mark"), min_value=0, max_value=9)
    highest = forms.IntegerField(label=_("Highest mark"), min_value=1, max_value=10)
    low_until = forms.IntegerField(
        label=_("Low up to and with"),
        min_value=0,
        max_value=9,
        help_text=_("Low marks ask for a root cause and fail what is critical."),
    )
    may_skip = forms.BooleanField(label=_("May be “does not apply”"), required=False)
    evidence = forms.ChoiceField(label=_("Evidence is asked for"), choices=Evidence.choices)
    critical = forms.ChoiceField(label=_("A low mark fails"), choices=Critical.choices)
    causes = forms.CharField(
        label=_("Root causes under a low mark"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line, in the same order in every language."),
    )

    def __init__(self, *args: Any, content: CriterionContent, language: str, **kwargs: Any) -> None:
        self.content, self.language = content, language
        super().__init__(*args, **{"initial": self._initial(), **kwargs})
        skills: forms.ModelChoiceField[Skill] = self.fields["skill"]  # type: ignore[assignment]
        skills.queryset = Skill.objects.in_use().in_order()
        for point in self.points:
            self.fields[f"anchor_{point}"] = forms.CharField(
                label=_("What %(point)s looks like") % {"point": point},
                max_length=600,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def points(self) -> list[int]:
        """The points of the scale as it was saved last."""
        return list(range(self.content.lowest, self.content.highest + 1))

    @property
    def anchors(self) -> list[forms.BoundField]:
        """The fields of the anchors, from the lowest point."""
        return [self[f"anchor_{point}"] for point in self.points]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == Kind.SCALE and {"lowest", "highest", "low_until"} <= cleaned.keys():
            self._check_scale(cleaned["lowest"], cleaned["highest"], cleaned["low_until"])
        if len(self._causes(cleaned)) > MOST_CAUSES:
            self.add_error("causes", _("At most twelve root causes, or nobody reads them."))
        return cleaned

    def _check_scale(self, low: int, high: int, until: int) -> None:
        if not low < high <= low + LONGEST_SCALE:
            self.add_error("highest", _("A scale has at least two points and at most eleven."))
        elif not low <= until < high:
            self.add_error("low_until", _("A low mark lies on the scale, below its highest point."))

    @property
    def changed(self) -> CriterionContent:
        """The criterion as it was written."""
        given, language = self.cleaned_data, self.language
        kind = Kind(given["kind"])
        is_scale = kind == Kind.SCALE
        skill = given["skill"]
        return replace(
            self.content,
            titles={**self.content.titles, language: given["title"]},
            helps=_said(self.content.helps, language, given["help"]),
            kind=kind,
            skill=skill.key if skill else "",
            weight=given["weight"],
            lowest=given["lowest"] if is_scale else 0,
            highest=given["highest"] if is_scale else 1,
            low_until=given["low_until"] if is_scale else 0,
            anchors=self._anchors(given),
            causes=self._merged_causes(given),
            may_skip=given["may_skip"],
            evidence=Evidence(given["evidence"]),
            critical=Critical(given["critical"]),
        )

    def _initial(self) -> dict[str, Any]:
        content, language = self.content, self.language
        names = ("kind", "weight", "lowest", "highest", "low_until", "may_skip", "evidence", "critical")
        causes = [cause["words"].get(language, "") for cause in content.causes]
        anchors = {f"anchor_{point}": words.get(language, "") for point, words in content.anchors.items()}
        return {
            **{name: getattr(content, name) for name in names},
            **anchors,
            "title": content.titles.get(language, ""),
            "help": content.helps.get(language, ""),
            "skill": content.skill,
            "causes": "\n".join(causes).rstrip(),
        }

    def _anchors(self, given: dict[str, Any]) -> dict[str, dict[str, str]]:
        found = {
            str(point): _said(
                self.content.anchors.get(str(point), {}), self.language, given[f"anchor_{point}"]
            )
            for point in self.points
        }
        return {point: words for point, words in found.items() if words}

    def _causes(self, given: dict[str, Any]) -> list[str]:
        return [line.strip() for line in given.get("causes", "").splitlines() if line.strip()]

    def _merged_causes(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        """A cause keeps its key and its other languages by its place in the list."""
        lines, earlier = self._causes(given), self.content.causes
        has_others = any(set(cause["words"]) - {self.language} for cause in earlier)
        count = max(len(lines), len(earlier)) if has_others and not lines else len(lines)
        taken = {cause["key"] for cause in earlier}
        fresh = (f"cause_{number}" for number in range(1, 100) if f"cause_{number}" not in taken)
        return [
            {
                "key": earlier[at]["key"] if at < len(earlier) else next(fresh),
                "words": _said(
                    earlier[at]["words"] if at < len(earlier) else {},
                    self.language,
                    lines[at] if at < len(lines) else "",
                ),
            }
            for at in range(count)
        ]


class ScoreForm(forms.Form):
    """One criterion of an assessment, as it stands now."""

    value = forms.CharField(required=False, max_length=4)
    evidence = forms.CharField(required=False, strip=False)
    cause = forms.CharField(required=False, max_length=60)
    seen = forms.IntegerField(required=False, min_value=0)

    def clean_value(self) -> Mark:
        return mark_of(self.cleaned_data["value"])


class CalibrationForm(forms.Form):
    """Another mark, and why."""

    value = forms.CharField(max_length=4, error_messages={"required": _("Please choose a mark.")})
    reason = forms.CharField(label=_("Why"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_value(self) -> Mark:
        return mark_of(self.cleaned_data["value"])


class PanelForm(forms.Form):
    """What is to be judged, with which scorecard, and by whom."""

    version = forms.ModelChoiceField(
        label=_("Scorecard"), queryset=Version.objects.none(), empty_label=_("Please choose")
    )
    title = forms.CharField(
        label=_("What is judged"),
        max_length=200,
        help_text=_("As the raters will read it, such as “Call of 12 November, the leaking kettle”."),
    )
    raters = forms.ModelMultipleChoiceField(
        label=_("Who judges, each alone"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, versions: list[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version: forms.ModelChoiceField[Version] = self.fields["version"]  # type: ignore[assignment]
        version.queryset = Version.objects.filter(pk__in=[one.pk for one in versions])
        raters: forms.ModelMultipleChoiceField[Person] = self.fields["raters"]  # type: ignore[assignment]
        raters.queryset = Person.objects.active().order_by("name", "pk")


def mark_of(text: str) -> Mark:
    """A mark as the radio buttons say it: a number, `na`, or nothing yet."""
    if text == "na":
        return Mark(is_na=True)
    if not text:
        return Mark()
    if not (text.isascii() and text.isdigit()):
        raise forms.ValidationError(_("That mark is not on the scale of this criterion."))
    return Mark(int(text))


def _said(words: dict[str, str], language: str, text: str) -> dict[str, str]:
    """The words with those of one language replaced; empty ones go."""
    return {code: one for code, one in {**words, language: text.strip()}.items() if one}

"""The forms of the bank: a question or a role play in three languages side by side, and what lists show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation.text.script import to_cyrillic
from pult.foundation.text.tongues import LATIN, WRITTEN, Tongues
from pult.hiring.models import BankQuestion, RolePlay
from pult.hiring.models.bank import BankEntry
from pult.hiring.operations import Scene, Wording
from pult.hiring.queries import BankFilter, skills_asked_for
from pult.hiring.types import ANCHORED, BankKind, Difficulty, PlayChannel
from pult.skills.models import Skill

Words = str | Promise
MOST = 1000
SHOWN = [
    ("", _("In use")),
    ("interviews", _("For interviews")),
    ("public", _("For practice")),
    ("own", _("In our own words")),
    ("retired", _("Retired")),
]


@dataclass(frozen=True)
class Part:
    """One text of an entry: the column it stands in, its place there when the column is a list or has points."""

    name: str
    column: str
    label: Words
    place: str = ""
    lines: int = 2
    many: int = 0

    def of(self, entry: BankEntry) -> Tongues:
        """The words as they stand."""
        kept = getattr(entry, self.column)
        if not self.place:
            return dict(kept)
        if isinstance(kept, list):
            number = int(self.place)
            return dict(kept[number]) if number < len(kept) else {}
        return dict(kept.get(self.place, {}))


@dataclass(frozen=True)
class Row:
    """A text as the form shows it: a field for each written language, and what Cyrillic makes of it."""

    name: str
    label: Words
    fields: list[forms.BoundField]
    cyrillic: str


class EntryForm(forms.Form):
    """What a question and a role play have in common."""

    parts: ClassVar[tuple[Part, ...]] = ()

    skill_1 = forms.ModelChoiceField(label=_("Skill that matters most"), queryset=Skill.objects.none())
    skill_2 = forms.ModelChoiceField(label=_("Second skill"), queryset=Skill.objects.none(), required=False)
    skill_3 = forms.ModelChoiceField(label=_("Third skill"), queryset=Skill.objects.none(), required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=120, initial=5)
    is_public = forms.BooleanField(
        label=_("Candidates may practise it"),
        required=False,
        help_text=_("What may be practised stands on the careers page and is not meant for interviews."),
    )

    def __init__(self, *args: Any, entry: BankEntry | None = None, **kwargs: Any) -> None:
        if entry is not None:
            kwargs.setdefault("initial", self.initial_of(entry))
        super().__init__(*args, **kwargs)
        for name in ("skill_1", "skill_2", "skill_3"):
            choice: Any = self.fields[name]
            choice.queryset = Skill.objects.in_use().in_order()
            choice.empty_label = "–"
        for part in self.parts:
            for language in WRITTEN:
                self.fields[f"{part.name}_{language}"] = forms.CharField(
                    label=f"{part.label} · {language}",
                    required=False,
                    max_length=MOST,
                    widget=forms.Textarea(attrs={"rows": part.lines, "lang": language}),
                )

    def initial_of(self, entry: BankEntry) -> dict[str, Any]:
        """The form as the entry stands."""
        words = {
            f"{part.name}_{language}": text
            for part in self.parts
            for language, text in part.of(entry).items()
            if language in WRITTEN
        }
        skills = {f"skill_{place}": skill for place, skill in enumerate(entry.skills_in_order[:3], 1)}
        return {"minutes": entry.minutes, "is_public": entry.is_public, **skills, **words}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first = self.parts[0]
        if not any(self._said(given, first).values()):
            self.add_error(f"{first.name}_{WRITTEN[0]}", _("Please write it in at least one language."))
        return given

    @property
    def rows(self) -> list[Row]:
        """The texts, one a row."""
        return [
            Row(
                name=part.name,
                label=part.label,
                fields=[self[f"{part.name}_{language}"] for language in WRITTEN],
                cyrillic=to_cyrillic(str(self[f"{part.name}_{LATIN}"].value() or "")),
            )
            for part in self.parts
        ]

    @property
    def terms(self) -> list[forms.BoundField]:
        """Everything that is not a text."""
        return [self[name] for name in self.fields if name.rpartition("_")[2] not in WRITTEN]

    @property
    def common(self) -> dict[str, Any]:
        """Skills, minutes, and whether it may be practised."""
        given = self.cleaned_data
        named = (given[name] for name in ("skill_1", "skill_2", "skill_3"))
        return {
            "skills": tuple(skill for skill in named if skill),
            "minutes": given["minutes"],
            "is_public": given["is_public"],
        }

    def texts(self, column: str) -> Tongues:
        """What was written for a column."""
        return next(self._said(self.cleaned_data, part) for part in self.parts if part.column == column)

    def listed(self, column: str) -> Sequence[Tongues]:
        """What was written for a column with several texts."""
        return [self._said(self.cleaned_data, part) for part in self.parts if part.column == column]

    @staticmethod
    def _said(given: Mapping[str, Any], part: Part) -> Tongues:
        return {language: given.get(f"{part.name}_{language}") or "" for language in WRITTEN}


class BankQuestionForm(EntryForm):
    """A question of the bank."""

    parts = (
        Part("text", "texts", _("Question"), lines=3),
        Part("further_1", "follow_ups", _("Ask further"), "0"),
        Part("further_2", "follow_ups", _("Ask further still"), "1"),
        Part("further_3", "follow_ups", _("Ask further once more"), "2"),
        Part("good", "good", _("What a good answer shows")),
        Part("one", "anchors", _("An answer worth 1"), "1"),
        Part("three", "anchors", _("An answer worth 3"), "3"),
        Part("five", "anchors", _("An answer worth 5"), "5"),
        Part("fallback", "fallback", _("For somebody without experience")),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=BankKind.choices)
    field_order = ("kind", "skill_1", "skill_2", "skill_3", "minutes", "is_public")

    def initial_of(self, entry: BankEntry) -> dict[str, Any]:
        kind = entry.kind if isinstance(entry, BankQuestion) else ""
        return {"kind": kind, **super().initial_of(entry)}

    def words(self) -> Wording:
        """The question as a value."""
        anchors = {
            part.place: self._said(self.cleaned_data, part) for part in self.parts if part.place in ANCHORED
        }
        return Wording(
            kind=BankKind(self.cleaned_data["kind"]),
            texts=self.texts("texts"),
            follow_ups=self.listed("follow_ups"),
            good=self.texts("good"),
            anchors=anchors,
            fallback=self.texts("fallback"),
            **self.common,
        )


class RolePlayForm(EntryForm):
    """A role play of the bank."""

    parts = (
        Part("title", "titles", _("Title"), lines=1),
        Part("situation", "situations", _("What has happened"), lines=3),
        Part("name", "names", _("Name of the customer"), lines=1),
        Part("temper", "tempers", _("Mood of the customer")),
        Part("fact_1", "facts", _("Told only when asked"), "0"),
        Part("fact_2", "facts", _("Told only when asked, second"), "1"),
        Part("fact_3", "facts", _("Told only when asked, third"), "2"),
        Part("opening", "openings", _("First words of the customer")),
        Part("good_1", "good_turns", _("When treated well"), "0"),
        Part("good_2", "good_turns", _("When treated well, second"), "1"),
        Part("good_3", "good_turns", _("When treated well, third"), "2"),
        Part("bad_1", "bad_turns", _("When treated badly"), "0"),
        Part("bad_2", "bad_turns", _("When treated badly, second"), "1"),
        Part("bad_3", "bad_turns", _("When treated badly, third"), "2"),
        Part("end", "good_ends", _("How one knows that it ended well")),
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=PlayChannel.choices)
    difficulty = forms.ChoiceField(
        label=_("Difficulty"), choices=Difficulty.choices, initial=Difficulty.MIDDLE
    )
    field_order = ("channel", "difficulty", "skill_1", "skill_2", "skill_3", "minutes", "is_public")

    def initial_of(self, entry: BankEntry) -> dict[str, Any]:
        own = (
            {"channel": entry.channel, "difficulty": entry.difficulty} if isinstance(entry, RolePlay) else {}
        )
        return {**own, **super().initial_of(entry)}

    def words(self) -> Scene:
        """The scene as a value."""
        return Scene(
            channel=PlayChannel(self.cleaned_data["channel"]),
            difficulty=Difficulty(self.cleaned_data["difficulty"]),
            titles=self.texts("titles"),
            situations=self.texts("situations"),
            names=self.texts("names"),
            tempers=self.texts("tempers"),
            facts=self.listed("facts"),
            openings=self.texts("openings"),
            good_turns=self.listed("good_turns"),
            bad_turns=self.listed("bad_turns"),
            good_ends=self.texts("good_ends"),
            **self.common,
        )


class BankFilterForm(forms.Form):
    """Which questions a list shows."""

    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *BankKind.choices], required=False)
    skill = forms.TypedChoiceField(label=_("Skill"), coerce=int, empty_value=None, required=False)
    show = forms.ChoiceField(label=pgettext_lazy("bank", "Shown"), choices=SHOWN, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        skills = [(str(skill.pk), skill.name) for skill in skills_asked_for()]
        choice: Any = self.fields["skill"]
        choice.choices = [("", _("All")), *skills]

    def chosen(self) -> BankFilter:
        """The filter as a value; what cannot be read is left out."""
        given = self.cleaned_data if self.is_valid() else {}
        return BankFilter(**{name: value for name, value in given.items() if value})


class PlayFilterForm(BankFilterForm):
    """Which role plays a list shows."""

    kind: Any = None
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("", _("All")), *PlayChannel.choices], required=False
    )
    difficulty = forms.ChoiceField(
        label=_("Difficulty"), choices=[("", _("All")), *Difficulty.choices], required=False
    )
    field_order = ("words", "channel", "difficulty", "skill", "show")

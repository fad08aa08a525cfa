"""The forms of surveys: they validate what was typed and save nothing."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pult.foundation.text.tongues import WRITTEN, cleaned
from pult.ui.days import DayField, must_be_in_order

from .models import Question, Survey, Version
from .types import ENDS, Kind, QuestionType, Recipient, audiences

TONGUES = {"en": "English", "hr": "Hrvatski", "sr-latn": "Srpski"}
RANGE = re.compile(r"(-?\d{1,3})\s*[-–]\s*(\d{1,3})")
EFFORT_2, EFFORT_1 = "1-7", "1-5"
MOST_OPTIONS, MOST_ADDRESSES = 30, 2000


class NewSurveyForm(forms.Form):
    """A survey of one's own."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.OTHER)
    is_anonymous = forms.BooleanField(
        label=_("Anonymous"),
        required=False,
        help_text=_("Answers are kept with nothing that leads back to the person. This cannot be undone."),
    )


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """By which rules people are asked."""

    class Meta:
        model = Survey
        fields = (
            "name", "is_anonymous", "is_quick", "is_open", "reminders", "reminder_days", "rest_days",
            "valid_days", "change_days", "wave_days", "floor", "comment_floor",
        )  # fmt: skip


class TonguesForm(forms.Form):
    """Texts in every language that people write; Serbian in Cyrillic letters is made of the Latin ones."""

    def _speak(
        self, stem: str, label: Any, *, long: int = 0, required: bool = False, longest: int = 2000
    ) -> None:
        for language, name in TONGUES.items():
            attrs = {"lang": language, "aria-label": f"{label}, {name}"}
            widget = forms.Textarea(attrs={"rows": long, **attrs}) if long else forms.TextInput(attrs=attrs)
            self.fields[f"{stem}-{language}"] = forms.CharField(
                label=name, max_length=longest, required=required and language == "en", widget=widget
            )

    def said(self, stem: str) -> dict[str, str]:
        """What was written in each language."""
        return cleaned({language: self.cleaned_data.get(f"{stem}-{language}", "") for language in WRITTEN})

    def tongues(self, stem: str) -> list[forms.BoundField]:
        """The fields of one text, one for each language."""
        return [self[f"{stem}-{language}"] for language in TONGUES]

    @staticmethod
    def spread(stem: str, text: Mapping[str, str]) -> dict[str, str]:
        """A text as the fields hold it."""
        return {f"{stem}-{language}": text.get(language, "") for language in TONGUES}


class TextsForm(TonguesForm):
    """What stands above the questions, and what is said in the end."""

    STEMS = (("title", _("Title"), 0), ("intro", _("Introduction"), 3), ("thanks", _("Thanks"), 2))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stem, label, long in self.STEMS:
            self._speak(stem, label, long=long, required=stem == "title")

    @classmethod
    def of(cls, version: Version) -> "TextsForm":
        """Filled in as the version stands."""
        initial: dict[str, str] = {}
        for stem, _label, _long in cls.STEMS:
            initial |= cls.spread(stem, getattr(version, stem))
        return cls(initial=initial, auto_id="texts-%s")

    @property
    def texts(self) -> dict[str, dict[str, str]]:
        """What was written."""
        return {stem: self.said(stem) for stem, _label, _long in self.STEMS}

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(label, self.tongues(stem)) for stem, label, _long in self.STEMS]


class QuestionForm(TonguesForm):
    """One question: its words, its scale or options, and after which answers it is asked."""

    is_required = forms.BooleanField(label=_("An answer is required"), required=False)

    def __init__(
        self, *args: Any, question: Question, earlier: Iterable[Question] = (), **kwargs: Any
    ) -> None:
        kwargs.setdefault("auto_id", f"q{question.pk}-%s")
        super().__init__(*args, **kwargs)
        self.question, self.earlier = question, [one for one in earlier if not one.kind.is_words]
        self._speak("text", _("Question"), long=2, required=True, longest=500)
        self._speak("hint", _("Hint"), longest=300)
        if question.kind.is_number and question.kind != QuestionType.FACES:
            self._speak("low", _("Words at the low end"), longest=60)
            self._speak("high", _("Words at the high end"), longest=60)
        self._measure(question.kind)
        if question.kind in {QuestionType.SINGLE, QuestionType.MULTIPLE}:
            self._speak("options", _("Options, one a line"), long=4)
        if self.earlier:
            self._depend()

    @classmethod
    def of(cls, question: Question, earlier: Iterable[Question] = ()) -> "QuestionForm":
        """Filled in as the question stands."""
        initial: dict[str, Any] = {"is_required": question.is_required, "ends": _ends(question)}
        initial |= cls.spread("text", question.text) | cls.spread("hint", question.hint)
        initial |= cls.spread("low", question.low_label) | cls.spread("high", question.high_label)
        lines = {
            language: "\n".join(str(option["text"].get(language, "")) for option in question.options)
            for language in TONGUES
        }
        initial |= cls.spread("options", lines)
        initial |= {"depends_on": question.depends_on, "depends_values": ", ".join(question.depends_values)}
        return cls(question=question, earlier=earlier, initial=initial)

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The texts under their headings."""
        headed = (
            ("text", _("Question")), ("options", _("Options, one a line")), ("low", _("Words at the low end")),
            ("high", _("Words at the high end")), ("hint", _("Hint")),
        )  # fmt: skip
        return [(label, self.tongues(stem)) for stem, label in headed if f"{stem}-en" in self.fields]

    @property
    def rest(self) -> list[forms.BoundField]:
        """The fields that are no texts."""
        names = ("ends", "is_required", "depends_on", "depends_values")
        return [self[name] for name in names if name in self.fields]

    @property
    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        found: dict[str, Any] = {
            "text": self.said("text"),
            "hint": self.said("hint"),
            "is_required": self.cleaned_data["is_required"],
        }
        if "low-en" in self.fields:
            found |= {"low_label": self.said("low"), "high_label": self.said("high")}
        if "ends" in self.fields:
            low, high = map(int, self.cleaned_data["ends"].split("-"))
            is_effort = self.question.kind == QuestionType.CES
            found |= {"low": low, "high": high}
            found["is_high_good"] = not is_effort or self.cleaned_data["ends"] == EFFORT_2
        if "options-en" in self.fields:
            found["options"] = self._options()
        if self.earlier:
            found |= {name: self.cleaned_data[name] for name in ("depends_on", "depends_values")}
        return found

    def clean_depends_values(self) -> list[str]:
        """The answers one by one: `0-2, 5` stands for 0, 1, 2 and 5."""
        text = str(self.cleaned_data.get("depends_values") or "")
        found: list[str] = []
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            span = RANGE.fullmatch(part)
            if span and int(span[2]) - int(span[1]) <= MOST_OPTIONS:
                found += [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
            else:
                found.append(part)
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        """A condition needs both halves, and answers that the earlier question has."""
        data = super().clean() or {}
        before = next((one for one in self.earlier if one.key == data.get("depends_on")), None)
        if before is None:
            return data | {"depends_on": "", "depends_values": []}
        known = answers_of(before)
        wanted = [_key_of(value, known) for value in data.get("depends_values", [])]
        if not wanted or None in wanted:
            names = ", ".join(f"{key} ({label})" if label != key else key for key, label in known.items())
            self.add_error(
                "depends_values", gettext("Write some of these answers: %(answers)s") % {"answers": names}
            )
        return data | {"depends_values": [value for value in wanted if value]}

    def _measure(self, kind: QuestionType) -> None:
        choices: list[tuple[str, Any]] = []
        if kind == QuestionType.SCALE:
            choices = [("1-5", "1–5"), ("1-7", "1–7"), ("0-10", "0–10"), ("1-3", "1–3"), ("1-4", "1–4")]
        if kind == QuestionType.CES:
            choices = [
                (EFFORT_2, _("CES 2.0: agreement from 1 to 7, high is good")),
                (EFFORT_1, _("CES 1.0: effort from 1 to 5, low is good")),
            ]
        if choices:
            self.fields["ends"] = forms.ChoiceField(label=_("Scale"), choices=choices)

    def _depend(self) -> None:
        choices = [("", gettext("Always")), *((one.key, str(one) or one.key) for one in self.earlier)]
        self.fields["depends_on"] = forms.ChoiceField(
            label=_("Ask this after an answer to"), choices=choices, required=False
        )
        self.fields["depends_values"] = forms.CharField(
            label=_("that is one of"),
            required=False,
            max_length=300,
            help_text=_("Separated by commas; 0-6 stands for all from 0 to 6."),
        )

    def _options(self) -> list[dict[str, Any]]:
        lines = {
            language: self.cleaned_data.get(f"options-{language}", "").split("\n") for language in TONGUES
        }
        rows = max(map(len, lines.values()))
        known = {option["text"].get("en"): option["key"] for option in self.question.options}
        found: list[dict[str, Any]] = []
        taken: set[str] = set()
        for row in range(min(rows, MOST_OPTIONS)):
            text = cleaned(
                {language: said[row] if row < len(said) else "" for language, said in lines.items()}
            )
            if not text:
                continue
            stem = known.get(text.get("en")) or slugify(next(iter(text.values())))[:40] or f"option-{row + 1}"
            key = next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, 99))) if key not in taken)
            taken.add(key)
            found.append({"key": key, "text": text})
        return found


class SendForm(forms.Form):
    """Whom to ask, in a wave of which name, for how long."""

    name = forms.CharField(label=_("Name of the wave"), max_length=80, required=False)
    days = forms.IntegerField(label=_("Days of a wave"), min_value=1, max_value=365)
    audience = forms.ChoiceField(label=_("Colleagues"), required=False)
    addresses = forms.CharField(
        label=_("Other addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line; a language may follow: carl@example.org, hr"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["audience"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("Nobody")), *_audience_choices()]

    def clean_addresses(self) -> list[Recipient]:
        """Everybody who was written down."""
        return [_recipient(line) for line in self.cleaned_data["addresses"].splitlines() if line.strip()][
            :MOST_ADDRESSES
        ]

    @property
    def recipients(self) -> list[Recipient]:
        """Everybody who is meant."""
        key, _colon, part = self.cleaned_data["audience"].partition(":")
        chosen = [one.people(part) for one in audiences() if one.key == key]
        return [*(chosen[0] if chosen else []), *self.cleaned_data["addresses"]]


class WantedForm(forms.Form):
    """What to see of the results."""

    since = DayField(label=pgettext_lazy("date", "From"), required=False)
    until = DayField(label=pgettext_lazy("date", "To"), required=False)
    wave = forms.IntegerField(required=False, min_value=1)

    def clean(self) -> dict[str, Any]:
        must_be_in_order(self, "since", "until")
        return self.cleaned_data


def answers_of(question: Question) -> dict[str, str]:
    """The answers that a question can have, by key."""
    if question.kind.is_number:
        return {str(number): str(number) for number in question.numbers}
    if question.kind == QuestionType.YES_NO:
        return {"yes": gettext("Yes"), "no": gettext("No")}
    return {str(one["key"]): str(one["text"].get("en") or one["key"]) for one in question.options}


def _key_of(value: str, known: Mapping[str, str]) -> str | None:
    """An answer by its key or by its words."""
    if value in known:
        return value
    return next((key for key, label in known.items() if label.casefold() == value.casefold()), None)


def _ends(question: Question) -> str:
    low, high = (question.low, question.high) if question.low is not None else ENDS[QuestionType.FACES]
    return f"{low}-{high}"


def _audience_choices() -> list[tuple[str, Any]]:
    return [
        (f"{one.key}:{part}", f"{one.label}: {name}" if part else str(one.label))
        for one in audiences()
        for part, name in [("", ""), *one.parts()]
    ]


def _recipient(line: str) -> Recipient:
    address, _comma, language = (piece.strip() for piece in line.partition(","))
    try:
        forms.EmailField().clean(address)
    except forms.ValidationError:
        raise forms.ValidationError(gettext("“%(line)s” is no address.") % {"line": line.strip()[:80]})
    return Recipient(address=address, language=language if language in {*WRITTEN, "sr"} else "en")

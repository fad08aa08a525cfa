"""A survey as a sheet of questions on a page, and the answers as a browser sends them. For whoever shows one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from pult.foundation.text.tongues import said

from . import answers as rules
from .models import Question, Version
from .types import NO, YES, Given, QuestionType

ASKED = "asked"
FACES = {1: "mood-angry", 2: "mood-sad", 3: "mood-neutral", 4: "mood-smile", 5: "mood-happy"}
TONES = {1: "late", 2: "late", 3: "risk", 4: "good", 5: "good"}
EMPTY = Given()


@dataclass(frozen=True, kw_only=True)
class Option:
    """Something that can be chosen."""

    value: str
    label: str
    is_chosen: bool
    icon: str = ""
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question as it stands on the page."""

    question: Question
    language: str
    given: Given
    fault: str = ""
    is_due: bool = True

    @property
    def name(self) -> str:
        return name_of(self.question)

    @property
    def text(self) -> str:
        return said(self.question.text, self.language)

    @property
    def hint(self) -> str:
        return said(self.question.hint, self.language)

    @property
    def low_label(self) -> str:
        return said(self.question.low_label, self.language)

    @property
    def high_label(self) -> str:
        return said(self.question.high_label, self.language)

    @property
    def template(self) -> str:
        """The piece of page that shows this kind of question."""
        kind = self.question.kind
        if kind == QuestionType.FACES:
            return "surveys/field_faces.html"
        if kind.is_number:
            return "surveys/field_numbers.html"
        return "surveys/field_words.html" if kind.is_words else "surveys/field_choice.html"

    @property
    def is_long(self) -> bool:
        return self.question.kind == QuestionType.LONG

    @property
    def longest(self) -> int:
        return rules.LONGEST[self.question.kind]

    @property
    def control(self) -> str:
        """The kind of button for the options."""
        return "checkbox" if self.question.kind == QuestionType.MULTIPLE else "radio"

    @property
    def condition(self) -> str:
        """Which answers lead here, for the browser: the name of the field, and its values."""
        return f"q-{self.question.depends_on}" if self.question.depends_on else ""

    @property
    def condition_values(self) -> str:
        return " ".join(self.question.depends_values)

    @property
    def options(self) -> list[Option]:
        """What can be chosen, in order."""
        marks = self.given.marks
        return [
            Option(
                value=value,
                label=label,
                is_chosen=value in marks,
                icon=FACES.get(int(value), "") if self.question.kind == QuestionType.FACES else "",
                tone=TONES.get(int(value), "") if self.question.kind == QuestionType.FACES else "",
            )
            for value, label in self._choices()
        ]

    def _choices(self) -> list[tuple[str, str]]:
        kind = self.question.kind
        if kind == QuestionType.FACES:
            return [(str(score), faces_in_words()[score]) for score in reversed(self.question.numbers)]
        if kind.is_number:
            return [(str(number), str(number)) for number in self.question.numbers]
        if kind == QuestionType.YES_NO:
            return [(YES, _("Yes")), (NO, _("No"))]
        return [(str(one["key"]), said(one["text"], self.language)) for one in self.question.options]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The questions with what stands above them."""

    version: Version
    language: str
    fields: Sequence[Field]

    @property
    def title(self) -> str:
        return said(self.version.title, self.language)

    @property
    def intro(self) -> str:
        return said(self.version.intro, self.language)

    @property
    def thanks(self) -> str:
        return said(self.version.thanks, self.language)

    @property
    def has_conditions(self) -> bool:
        return any(field.condition for field in self.fields)


def sheet(
    version: Version,
    questions: Sequence[Question],
    language: str,
    *,
    given: Mapping[str, Given] | None = None,
    faults: Mapping[str, str] | None = None,
) -> Sheet:
    """The questions with the answers so far; one that is not due yet is there, hidden, for browsers to bring out."""
    given, faults = given or {}, faults or {}
    due = {question.key for question in rules.due(questions, given)}
    fields = [
        Field(
            question=question,
            language=language,
            given=given.get(question.key, EMPTY),
            fault=faults.get(question.key, ""),
            is_due=question.key in due,
        )
        for question in questions
    ]
    return Sheet(version=version, language=language, fields=fields)


def read(questions: Sequence[Question], data: QueryDict) -> dict[str, Given]:
    """The answers to the questions that the page showed; whatever else was sent is passed over."""
    asked = set(data.getlist(ASKED))
    return {
        question.key: rules.tidy(question, _raw(question, data.getlist(name_of(question))))
        for question in questions
        if question.key in asked
    }


def still_wanted(
    questions: Sequence[Question], given: Mapping[str, Given], *, only_first: bool
) -> dict[str, str]:
    """What has to be answered before this can be handed in, each with a sentence."""
    tidied = rules.kept(questions, given)
    among = [question.key for question in questions[:1]] if only_first else None
    return rules.missing(questions, tidied, among=among)


def not_shown_yet(questions: Sequence[Question], given: Mapping[str, Given]) -> list[Question]:
    """Questions that these answers lead to and that the page had not brought out, as without any script."""
    return [question for question in rules.due(questions, given) if question.key not in given]


def name_of(question: Question) -> str:
    """The name of its field."""
    return f"q-{question.key}"


def faces_in_words() -> dict[int, str]:
    """What the five faces say."""
    return {
        1: _("Very dissatisfied"),
        2: _("Dissatisfied"),
        3: _("Neither"),
        4: _("Satisfied"),
        5: _("Very satisfied"),
    }


def _raw(question: Question, sent: list[str]) -> Given:
    kind = question.kind
    if kind.is_number:
        first = sent[0].strip() if sent else ""
        is_number = first.isascii() and first.removeprefix("-").isdigit() and len(first) < 6
        return Given(value=int(first)) if is_number else EMPTY
    if kind.is_words:
        return Given(text=sent[0] if sent else "")
    return Given(choices=tuple(sent))

"""Playing a script: what was answered leads to where one stands. The same answers always lead to the same step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Self

from django.utils.translation import gettext as _

from pult.foundation.errors import Invalid

from .scripts import Blank, BlankKind, Choice, Script, Step

MOST_ANSWERS = 300
LONGEST_VALUE = 2000


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was chosen and filled in at one step."""

    step: str
    choice: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Play:
    """A script being played: the answers so far, and the step that waits (none when it has ended)."""

    script: Script
    answers: tuple[Answer, ...] = ()
    at: str = ""

    @classmethod
    def begin(cls, script: Script) -> Self:
        """Before the first answer."""
        return cls(script=script, at=script.start if script.first else "")

    @classmethod
    def of(cls, script: Script, answers: Iterable[Answer]) -> Self:
        """After some answers; it stops at the first that does not fit."""
        play = cls.begin(script)
        for answer in answers:
            if answer.step != play.at:
                break
            play = play._after(answer)
        return play

    @property
    def step(self) -> Step | None:
        """The step that waits for an answer."""
        return self.script.step(self.at) if self.at else None

    @property
    def has_ended(self) -> bool:
        """Whether nothing waits any more."""
        return self.step is None

    @property
    def last(self) -> Step | None:
        """The step that was answered last."""
        return self.script.step(self.answers[-1].step) if self.answers else None

    def answer(self, *, choice: str = "", values: Mapping[str, str] | None = None) -> Self:
        """Go on from the step that waits; refuses what it does not ask for."""
        step = self.step
        if step is None:
            raise Invalid(_("This script has come to its end."))
        if len(self.answers) >= MOST_ANSWERS:
            raise Invalid(_("This script has gone round too often. Stop it and begin again."))
        if is_choosing(step) and chosen(step, choice) is None:
            raise Invalid(_("Please choose how to go on."))
        filled = filled_in(step, values or {})
        return self._after(Answer(step=step.key, choice=choice if is_choosing(step) else "", values=filled))

    def back(self) -> Self:
        """Take the last answer back."""
        if not self.answers:
            return self
        return replace(self, answers=self.answers[:-1], at=self.answers[-1].step)

    def _after(self, answer: Answer) -> Self:
        step = self.script.step(answer.step)
        following = _following(step, answer.choice) if step else ""
        there = following if self.script.step(following) else ""
        return replace(self, answers=(*self.answers, answer), at=there)


def is_choosing(step: Step) -> bool:
    """Whether one way of several is taken from here."""
    return step.closing is None and bool(step.choices)


def chosen(step: Step, key: str) -> Choice | None:
    """The choice of that key."""
    return next((choice for choice in step.choices if choice.key == key), None)


def _following(step: Step, choice: str) -> str:
    if step.closing is not None:
        return ""
    if not step.choices:
        return step.leads_to
    found = chosen(step, choice)
    return found.to if found else ""


def filled_in(step: Step, values: Mapping[str, str]) -> dict[str, str]:
    """What was filled in, checked against what the step asks for."""
    filled = {}
    for blank in step.blanks:
        value = values.get(blank.key, "").replace("\x00", "").strip()[:LONGEST_VALUE]
        if not value and blank.is_required:
            raise Invalid(_("Please fill in “%(field)s”.") % {"field": blank.label})
        if value and not fits(blank, value):
            raise Invalid(
                _("“%(field)s” cannot be “%(value)s”.") % {"field": blank.label, "value": value[:60]}
            )
        if value:
            filled[blank.key] = value
    return filled


def fits(blank: Blank, value: str) -> bool:
    """Whether a value is of the kind that is asked for."""
    if blank.kind == BlankKind.NUMBER:
        return _is_number(value)
    if blank.kind == BlankKind.DAY:
        return _is_day(value)
    return blank.kind != BlankKind.ONE_OF or value in blank.options


def _is_number(value: str) -> bool:
    try:
        return Decimal(value.replace(",", ".")).is_finite()
    except InvalidOperation:
        return False


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True

"""What becomes of one conversation, step by step: pure, from dice. Acting it out is the stage's business."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pult.calendars.types import OpeningHours

from .people import DEPARTMENTS, STAFF, Colleague
from .rhythm import after, whenever
from .wording import TOPICS, Voice


class Act(StrEnum):
    """What somebody does."""

    TAKE = "take"
    NOTE = "note"
    TRANSFER = "transfer"
    RAISE = "raise"
    REPLY = "reply"
    ASK = "ask"  # a reply that waits for the customer
    SOLVE = "solve"
    HOLD = "hold"
    SNOOZE = "snooze"
    WRITE = "write"  # the customer
    RATE = "rate"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that happens."""

    at: datetime
    act: Act
    text: str = ""
    who: Colleague | None = None
    department: str = ""
    until: datetime | None = None
    score: int = 0


# How long a first answer takes in opening time, in minutes, and how it spreads: some targets are missed.
FIRST_ANSWER = (115.0, 0.95)
NEXT_ANSWER = (130.0, 0.9)


@dataclass
class Story:
    """One conversation as it goes on."""

    dice: random.Random
    hours: OpeningHours
    voice: Voice
    department: str
    at: datetime
    agent: Colleague | None = None
    first_answer_took: timedelta = timedelta()

    def steps(self) -> Iterator[Step]:
        """From the first answer to the rating, in the order in which they happen."""
        opened = self.at
        yield from self._taken()
        self.first_answer_took = self.at - opened
        yield from self._worked()
        yield from self._solved()
        was_reopened = self.dice.random() < 0.065
        if was_reopened:
            yield from self._reopened()
        yield from self._rated(was_reopened=was_reopened)

    def _taken(self) -> Iterator[Step]:
        if self.dice.random() < 0.07:
            yield from self._transferred()
        self.agent = _somebody(self.dice, self.department, self.voice.language)
        self.at = after(self.dice, self.at, self.hours, median=FIRST_ANSWER[0], spread=FIRST_ANSWER[1])
        taken = self.at - timedelta(minutes=self.dice.uniform(3, 12))
        yield Step(at=taken, act=Act.TAKE, who=self.agent)
        if self.dice.random() < 0.11:
            yield Step(at=taken, act=Act.RAISE, who=self.agent)
        if self.dice.random() < 0.16:
            yield self._noted(taken + timedelta(minutes=1))

    def _transferred(self) -> Iterator[Step]:
        wrong = self.dice.choice([one for one in DEPARTMENTS if one != self.department])
        first = _somebody(self.dice, wrong, self.voice.language)
        self.at = after(self.dice, self.at, self.hours, median=40, spread=0.7)
        note = self.voice.note("transfer_notes", is_woman=first.is_woman, language=first.languages[0])
        yield Step(at=self.at, act=Act.TRANSFER, who=first, department=self.department, text=note)

    def _worked(self) -> Iterator[Step]:
        """A question and its answer first, in some; then the answer that helps."""
        if self.dice.random() < 0.42:
            yield self._said(Act.ASK, "questions")
            is_slow = self.dice.random() < 0.16
            self.at = whenever(self.dice, self.at, median_hours=130 if is_slow else 8)
            yield Step(at=self.at, act=Act.WRITE, text=self.voice.letter("answers"))
            yield from self._thought_over()
            yield self._said(Act.REPLY, "solutions")
            return
        yield self._said(Act.REPLY, "replies")
        if self.dice.random() < 0.14:
            self.at = whenever(self.dice, self.at, median_hours=20)
            yield Step(at=self.at, act=Act.WRITE, text=self.voice.line("nudges"))
            self._answered_later()
            yield self._said(Act.REPLY, "solutions")

    def _thought_over(self) -> Iterator[Step]:
        """Before the second answer something may have to be waited for."""
        turn = self.dice.random()
        if turn < 0.07:
            until = self.at + timedelta(hours=self.dice.choice([20, 44, 68, 92]))
            yield Step(at=self.at + timedelta(minutes=30), act=Act.SNOOZE, who=self.agent, until=until)
            self.at = until
        elif turn < 0.17:
            self.at = after(self.dice, self.at, self.hours, median=60, spread=0.5)
            yield Step(at=self.at, act=Act.HOLD, who=self.agent)
            yield self._noted(self.at + timedelta(minutes=1))
            self.at = after(self.dice, self.at, self.hours, median=1700, spread=0.8)
        self._answered_later()

    def _solved(self) -> Iterator[Step]:
        if self.dice.random() < 0.46:
            self.at = whenever(self.dice, self.at, median_hours=14)
            yield Step(at=self.at, act=Act.WRITE, text=self.voice.line("thanks"))
            self._answered_later()
        else:
            self.at = after(self.dice, self.at, self.hours, median=420, spread=1.1)
        yield Step(at=self.at, act=Act.SOLVE, who=self.agent)

    def _reopened(self) -> Iterator[Step]:
        self.at = whenever(self.dice, self.at, median_hours=50)
        yield Step(at=self.at, act=Act.WRITE, text=self.voice.line("again"))
        self._answered_later()
        yield self._said(Act.REPLY, "solutions")
        self.at = after(self.dice, self.at, self.hours, median=600, spread=0.6)
        yield Step(at=self.at, act=Act.SOLVE, who=self.agent)

    def _rated(self, *, was_reopened: bool) -> Iterator[Step]:
        if self.dice.random() > 0.44:
            return
        slow = self.first_answer_took > timedelta(hours=20)
        weights = (22, 16, 16, 24, 22) if was_reopened or slow else (4, 3, 8, 27, 58)
        score = self.dice.choices((1, 2, 3, 4, 5), weights)[0]
        kind = "good_comments" if score >= 4 else "fair_comments" if score == 3 else "bad_comments"
        text = self.voice.line(kind) if self.dice.random() < (0.35 if score >= 4 else 0.7) else ""
        at = whenever(self.dice, self.at + timedelta(minutes=45), median_hours=3)
        yield Step(at=at, act=Act.RATE, score=score, text=text)

    def _answered_later(self) -> None:
        self.at = after(self.dice, self.at, self.hours, median=NEXT_ANSWER[0], spread=NEXT_ANSWER[1])

    def _said(self, act: Act, kind: str) -> Step:
        agent = self._whoever()
        text = self.voice.answer(kind, agent=agent.name, is_woman=agent.is_woman)
        return Step(at=self.at, act=act, who=agent, text=text)

    def _noted(self, at: datetime) -> Step:
        agent = self._whoever()
        text = self.voice.note("notes", is_woman=agent.is_woman, language=agent.languages[0])
        return Step(at=at, act=Act.NOTE, who=agent, text=text)

    def _whoever(self) -> Colleague:
        assert self.agent is not None
        return self.agent


def topic_for(dice: random.Random, language: str) -> str:
    """What somebody writes about; islands are a Croatian matter mostly."""
    names = list(TOPICS)
    weights = [
        share / 3 if name == "island" and language != "hr" else share
        for name, (_, share, _t) in TOPICS.items()
    ]
    return dice.choices(names, weights)[0]


def _somebody(dice: random.Random, department: str, language: str) -> Colleague:
    """An agent of the department, rather one who speaks the language; a lead helps out now and then."""
    there = [one for one in STAFF if department in one.departments and one.role != "manager"]
    spoken = language.partition("-")[0]
    weights = [
        one.hours_per_week
        * (4 if any(own.startswith(spoken) for own in one.languages) else 1)
        * (0.15 if one.role == "supervisor" else 1)
        for one in there
    ]
    return dice.choices(there, weights)[0]

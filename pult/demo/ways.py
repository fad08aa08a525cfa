"""The way of each candidate: from the form, through the steps, to where they stand now or how it ended."""

import random
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from pult.conversations.types import Upload
from pult.foundation.actors import Actor, Kind
from pult.foundation.events.delivery import Held
from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.models import Application, Opening
from pult.hiring.operations import Form, Sent
from pult.hiring.types import ApplicationState, StageKind, Trait

from .asking import ask_how_it_was
from .deciding import ENDS, decide, hire
from .gathering import Gathering, talk_about_marks
from .hiring import Desk, letters_are_out, openings_of
from .openings import Applicant, applicants
from .stage import House
from .trial import hold_first_review

APPLICANT = Actor(kind=Kind.CANDIDATE)


def hire_people(house: House, box: Held, *, now: datetime) -> None:
    """Write and publish the openings, and let everybody apply and come as far as they come."""
    if Opening.objects.exists():
        return
    desk = Desk(house, box, now, clock=now)
    with transaction.atomic(), desk.at_work():
        openings = openings_of(desk)
        for one in applicants():
            _Way(desk, one, openings[one.opening]).walk()
        talk_about_marks(desk)
        hold_first_review(desk)
        ask_how_it_was(desk)
        letters_are_out(desk)


class _Way:
    """The way of one candidate through the steps."""

    def __init__(self, desk: Desk, one: Applicant, opening: Opening) -> None:
        self.desk, self.one, self.opening = desk, one, opening
        self.dice = random.Random(one.email)
        self.at = desk.now - timedelta(days=one.days, hours=self.dice.randrange(9))
        self.application: Application

    def walk(self) -> None:
        """From the form to where they stand now."""
        self.application = self._apply()
        self._settled()
        kinds = [StageKind(stage.kind) for stage in self.opening.stages.in_order()]
        way = kinds[: kinds.index(self.one.reaches) + 1]
        pause = self._pause(len(way))
        for kind in way:
            if kind != way[0]:
                self.at += pause
                self._enter(kind)
                self._settled()
            step = Gathering(
                self.desk, self.one, self.application, self.dice, self.at, is_last=kind == way[-1]
            )
            step.gather(kind)
            self._settled()
        self._end(self.at + pause)

    def _pause(self, steps: int) -> timedelta:
        """The time between two steps. Who still waits came to the last one a day or three ago."""
        if self.one.took:
            return timedelta(days=self.one.took) / (steps - (self.one.ends == ApplicationState.HIRED))
        since = min(1 + self.dice.random() * 2.5, self.one.days * 0.6)
        return timedelta(days=self.one.days - since) / max(steps - 1, 1)

    def _settled(self) -> None:
        self.desk.box.release()
        self.application.refresh_from_db()
        self.desk.clock = self.at

    def _enter(self, kind: StageKind) -> None:
        self.desk.clock = self.at
        if kind == StageKind.OFFER:
            decide(self.desk, self.application, self.one, self.at)
        elif kind == StageKind.TRIAL:
            hire(self.desk, self.application, self.at)
        else:
            stage = self.opening.stages.get(kind=kind)
            hiring.move(self.application, stage, by=self.desk.hana, with_letter=True, at=self.at)

    def _apply(self) -> Application:
        one = self.one
        name = f"{one.email.partition('@')[0]}.txt"
        cv = Upload(name=name, content_type="text/plain", content=one.says(one.cv).encode())
        with translation.override(one.language):
            question = self.opening.questions.get().text
        form = Form(
            name=one.says(one.name),
            email=one.email,
            phone=f"+385 91 555 {self.dice.randrange(1000, 9999)}" if one.meets else "",
            language=one.language,
            source=one.source,
            may_keep=one.ends == ApplicationState.POOL or self.dice.random() < 0.5,
            answers=((question, one.says(one.answer)),),
            files=(Sent(upload=cv),),
        )
        application = hiring.apply(self.opening, form, by=APPLICANT, at=self.at)
        if one.told:
            given = dict(zip([trait.value for trait in Trait], one.told, strict=True))
            hiring.answer_equality(queries.digest_of(application.pk), given)
        return application

    def _end(self, at: datetime) -> None:
        if self.one.ends in ENDS:
            self.desk.clock = self.at = at
            ENDS[self.one.ends](self.desk, self.application, self.one, at)
            self._settled()

"""What each step gathers: letters, plays, talks, references, and the sheets of those who judge them."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from pult.foundation.actors import Actor, Kind
from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.models import Application, Ending, EvidenceStep, Interview, Play, Referee, WritingSample
from pult.hiring.operations import Contact, Told
from pult.hiring.types import PlayMode, StageKind
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment, Criterion, Score, Version
from pult.scorecards.types import Kind as CriterionKind
from pult.scorecards.types import Mark

from .hiring import RATERS, Desk
from .judging import Bench, judge
from .openings import Applicant, Refers, file_of, in_script, letter, lines
from .people import LEA

PLACES = {"hr": "Ilica 212, Zagreb, 3. kat", "sr": "Kneza Miloša 12, Beograd, 3. sprat"}
CALL = "Zovemo Vas na broj iz prijave"


@dataclass
class Gathering:
    """One candidate in one step."""

    desk: Desk
    one: Applicant
    application: Application
    dice: random.Random
    at: datetime
    is_last: bool

    @property
    def is_open(self) -> bool:
        """Whether this step is still on its way."""
        return self.is_last and self.one.ends is None

    @property
    def has_left(self) -> bool:
        """Whether the candidate withdrew here."""
        return self.is_last and self.one.end == "withdrawn"

    @property
    def candidate(self) -> Actor:
        """Whose evidence it is."""
        return Actor(kind=Kind.CANDIDATE, id=self.application.candidate_id)

    def gather(self, kind: StageKind) -> None:
        """What this step gathers; in an open one it is still on its way."""
        acts = {
            StageKind.WRITING: self._write,
            StageKind.PHONE: self._meet,
            StageKind.INTERVIEW: self._meet,
            StageKind.ROLE_PLAY: self._play,
            StageKind.REFERENCES: self._refer,
        }
        is_judged = acts[kind]() if kind in acts else True
        if is_judged and kind != StageKind.REFERENCES:
            self._judge(kind)

    def _judge(self, kind: StageKind) -> None:
        for step in self._steps(kind).exclude(panel=None).select_related("panel"):
            if step.panel is None or (self.is_open and step.panel.assessments.count() == 1):
                continue
            at = self.at + timedelta(hours=20)
            judge(step.panel, self._bench(kind), at=at, leave=int(self.is_open), of=self.one.email)

    def _bench(self, kind: StageKind) -> Bench:
        return Bench(self.one.level, self.dice, self.desk.notes.about(kind))

    def _steps(self, kind: StageKind) -> "QuerySet[EvidenceStep]":
        return EvidenceStep.objects.filter(application=self.application, kind=kind)

    def _write(self) -> bool:
        """The candidate answers the customer's letter, in twenty minutes; who has withdrawn has not."""
        if self.has_left:
            return False
        sample = WritingSample.objects.get(step__application=self.application)
        begun = self.at + timedelta(hours=7)
        hiring.start_writing(sample, by=self.candidate, at=begun)
        text = self.one.says(letter(self.one, self.dice))
        end = begun + timedelta(minutes=14 + self.dice.randrange(16))
        hiring.hand_in_writing(sample, text, by=self.candidate, at=end)
        return True

    def _meet(self) -> bool:
        """Times are offered, and in one case taken; what has been talked about is judged."""
        if not self.one.meets or not self.is_open:
            return not self.has_left
        kind = self.one.reaches
        people = [self.desk.house.members[name].person for name in RATERS[kind]]
        stage = self.application.stage
        times = queries.suggested_times(
            self.application.opening, people, minutes=stage.minutes, at=self.desk.now
        )[:4]
        interview: Interview = hiring.offer_times(
            self.application,
            times=times,
            interviewers=people,
            minutes=stage.minutes,
            place=CALL if kind == StageKind.PHONE else self.one.says(PLACES[file_of(self.one.language)]),
            by=self.desk.hana,
            at=self.at + timedelta(hours=3),
        )
        if self.one.meets == "booked":
            at = self.at + timedelta(hours=8)
            hiring.book(interview, start_at=times[1], by=self.candidate, at=at)
        return False

    def _play(self) -> bool:
        """The candidate writes with the scripted customer; while it runs nobody judges it."""
        play = Play.objects.select_related("scene__role_play", "step").get(
            step__in=self._steps(StageKind.ROLE_PLAY)
        )
        if play.mode != PlayMode.SCRIPTED:
            lea = self.desk.house.actor(LEA.name)
            hiring.end_play(play, ending=Ending.GOOD, by=lea, at=self.at + timedelta(hours=7))
            return True
        at = self.at + timedelta(hours=6)
        hiring.begin_play(play, by=self.candidate, at=at)
        spoken = lines(self.one)
        for number, text in enumerate(spoken[:2] if self.is_open else spoken, 1):
            at += timedelta(minutes=1, seconds=20 + self.dice.randrange(70))
            hiring.say(play, text=self.one.says(text), key=f"demo-{number}", by=self.candidate, at=at)
        return not self.is_open

    def _refer(self) -> bool:
        """Those whom the candidate names are asked; most answer within a day."""
        for number, one in enumerate(self.one.names, 1):
            contact = Contact(
                name=one.name, email=one.email, relation=self.one.says(one.relation), language=one.language
            )
            at = self.at + timedelta(hours=2 * number)
            referee = hiring.name_referee(
                self.application, contact, has_agreed=True, by=self.candidate, at=at
            )
            referee.refresh_from_db()
            if one.declines:
                hiring.decline_reference(referee, at=at + timedelta(hours=9))
            elif one.level:
                self._tell(referee, one, at=at + timedelta(hours=11 + number))
        return True

    def _tell(self, referee: Referee, one: Refers, *, at: datetime) -> None:
        """The same questions for everybody, each answered from what they have seen."""
        bench = Bench(one.level, self.dice, self.desk.notes.about(StageKind.REFERENCES, one.language))
        sheet = Assessment.objects.select_related("panel").get(panel__evidence_step=referee.step_id)
        criteria = Version.objects.whole().get(pk=sheet.panel.version_id).criteria_in_order
        hiring.save_reference(referee, [self._told(one, row, bench) for row in criteria], at=at)
        hiring.give_reference(referee, at=at)

    def _told(self, one: Refers, criterion: Criterion, bench: Bench) -> Told:
        given = bench.says(None, criterion, of=self.one.email)
        words = given.evidence
        if criterion.kind == CriterionKind.TEXT:
            said = one.how if criterion.key == "relation" else one.more
            words = in_script(said, one.language)
        return Told(criterion=criterion, mark=given.mark, evidence=words, seen=None)


def talk_about_marks(desk: Desk) -> None:
    """In one interview of three the lowest mark gave way after a talk."""
    low = (
        Score.objects.filter(
            assessment__panel__evidence_step__kind=StageKind.INTERVIEW,
            assessment__panel__evidence_step__application__state="hired",
            value__lt=4,
        )
        .select_related("criterion", "assessment__panel", "assessment__rater")
        .order_by("value", "pk")
        .first()
    )
    if low is None or low.assessment.rater is None:
        return
    scorecards.calibrate(
        low,
        mark=Mark((low.value or 1) + 1),
        reason="Primer s reklamacijom stigao je posle potpitanja; čuli smo ga sve troje.",
        by=low.assessment.rater.actor,
        at=(low.assessment.submitted_at or desk.now) + timedelta(hours=6),
    )

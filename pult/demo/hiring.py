"""Two openings and fifteen people who apply: through public verbs, with the past as its moment."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation

from pult.conversations import operations as conversations
from pult.conversations.models import Message
from pult.conversations.types import Delivery, Upload
from pult.foundation.actors import SYSTEM, Actor, Kind
from pult.foundation.events.delivery import Held
from pult.foundation.text.script import to_cyrillic
from pult.hiring import operations as hiring
from pult.hiring.models import Application, Opening, WritingSample
from pult.hiring.operations import Asked, Form, Sent, Step, Texts
from pult.hiring.types import ApplicationState, QuestionKind, Reason, StageKind
from pult.inboxes import operations as inboxes
from pult.inboxes.types import Purpose
from pult.skills.models import Profile
from pult.workforce.types import Employment

from .judging import judge
from .openings import Applicant, applicants, letter, notes, told
from .people import DOMAIN, HANA, SUPPORT
from .stage import House

OPENED_DAYS_AGO = 48
JOBS = f"jobs@{DOMAIN}"
APPLICANT = Actor(kind=Kind.CANDIDATE)
# Who judges what; three on the interview, two who read blind.
RATERS: dict[StageKind, tuple[str, ...]] = {
    StageKind.APPLICATION: ("Hana Kos",),
    StageKind.WRITING: ("Lea Novak", "Nikola Đorđević"),
    StageKind.PHONE: ("Hana Kos",),
    StageKind.INTERVIEW: ("Lea Novak", "Nikola Đorđević", "Mila Petrović"),
    StageKind.ROLE_PLAY: ("Lea Novak", "Mila Petrović"),
    StageKind.TRIAL: ("Lea Novak",),
}


@dataclass
class Desk:
    """All that hiring in the demo knows."""

    house: House
    box: Held
    now: datetime

    @property
    def hana(self) -> Actor:
        """Who hires."""
        return self.house.actor(HANA.name)


def hire_people(house: House, box: Held, *, now: datetime) -> None:
    """Write and publish the openings, and let fifteen people apply and come as far as they come."""
    if Opening.objects.exists():
        return
    desk = Desk(house, box, now)
    opened_at = now - timedelta(days=OPENED_DAYS_AGO)
    inbox = inboxes.open_inbox(
        "Kettle & Co. Jobs",
        address=JOBS,
        department=house.departments[SUPPORT],
        purpose=Purpose.HIRING,
        by=SYSTEM,
    )
    hiring.change_settings(inbox=inbox, by=SYSTEM)
    openings = {key: _opened(desk, key, at=opened_at) for key in ("agent", "technician")}
    with translation.override(HANA.interface):
        for one in applicants():
            _Way(desk, one, openings[one.opening]).walk()
    _letters_are_out(now)


def _opened(desk: Desk, key: str, *, at: datetime) -> Opening:
    says = told()[key]
    house = desk.house
    opening = hiring.draft_opening(
        Texts(**{name: says[name] for name in ("titles", "summaries", "tasks", "offers", "preparations")}),
        department=house.departments[SUPPORT],
        profile=Profile.objects.get(key=says["profile"]),
        by=desk.hana,
        at=at,
        places=says["places"],
        pay=says["pay"],
        seats=says["seats"],
        hiring_manager=house.members["Mila Petrović"].person,
        **(
            {}
            if key == "agent"
            else {"employment": Employment.CONTRACTOR, "hours_per_week": 30, "is_remote": True}
        ),
    )
    stages = opening.stages.in_order()
    plan = [
        Step(
            kind=StageKind(stage.kind), days=stage.days, minutes=stage.minutes, stage_id=stage.pk,
            raters=tuple(house.members[name].person for name in RATERS.get(StageKind(stage.kind), ())),
        )
        for stage in stages
    ]  # fmt: skip
    hiring.plan_stages(opening, plan, by=desk.hana)
    hiring.ask_questions(opening, [Asked(kind=QuestionKind.TEXT, texts=says["question"])], by=desk.hana)
    hiring.request_approval(opening, by=desk.hana, reason="Two colleagues go back to university.", at=at)
    hiring.approve(opening, by=house.actor("Mila Petrović"), at=at + timedelta(hours=5))
    hiring.publish_opening(opening, by=desk.hana, at=at + timedelta(hours=6))
    return opening


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
        self.desk.box.release()
        stages = {StageKind(stage.kind): stage for stage in self.opening.stages.in_order()}
        kinds = list(stages)
        way = kinds[: kinds.index(self.one.reaches) + 1]
        # Who still waits came to the last step a day or three ago; only Dragan has been forgotten.
        since = min(1 + self.dice.random() * 2.5, self.one.days * 0.6)
        pause = timedelta(days=self.one.days - since) / max(len(way) - 1, 1)
        for number, kind in enumerate(way):
            if number:
                self.at += pause
                self.application.refresh_from_db()
                hiring.move(self.application, stages[kind], by=self.desk.hana, with_letter=True, at=self.at)
                self.desk.box.release()
            self._gather(kind, is_last=kind == self.one.reaches)
            self.desk.box.release()
        self._end()
        self.desk.box.release()

    def _apply(self) -> Application:
        one = self.one
        cv = Upload(
            name=f"{one.email.partition('@')[0]}.txt",
            content_type="text/plain",
            content=self._said(one.cv).encode(),
        )
        with translation.override(one.language):
            question = self.opening.questions.get().text
        form = Form(
            name=self._said(one.name),
            email=one.email,
            language=one.language,
            source=one.source,
            may_keep=one.ends == ApplicationState.POOL or self.dice.random() < 0.5,
            answers=((question, self._said(one.answer)),),
            files=(Sent(upload=cv),),
        )
        return hiring.apply(self.opening, form, by=APPLICANT, at=self.at)

    def _said(self, text: str) -> str:
        return to_cyrillic(text) if self.one.language == "sr" else text

    def _gather(self, kind: StageKind, *, is_last: bool) -> None:
        """What this step gathers; in the last one it is still on its way unless it ended there."""
        if kind == StageKind.WRITING and not (is_last and self.one.ends is not None):
            self._write()
        for step in self.application.steps.filter(kind=kind).exclude(panel=None).select_related("panel"):
            panel, is_open = step.panel, is_last and self.one.ends is None
            if panel is None or (is_open and panel.assessments.count() == 1):
                continue
            judge(
                panel,
                level=self.one.level,
                dice=self.dice,
                words=lambda mark: self.dice.choice(notes(mark)),
                at=self.at + timedelta(hours=20),
                leave=1 if is_open else 0,
            )

    def _write(self) -> None:
        """The candidate answers the customer's letter, in twenty minutes."""
        sample = WritingSample.objects.get(step__application=self.application)
        candidate = Actor(kind=Kind.CANDIDATE, id=self.application.candidate_id)
        begun = self.at + timedelta(hours=7)
        hiring.start_writing(sample, by=candidate, at=begun)
        text = self._said(letter(self.one))
        hiring.hand_in_writing(sample, text, by=candidate, at=begun + timedelta(minutes=21))

    def _end(self) -> None:
        at = self.at + timedelta(days=1)
        self.application.refresh_from_db()
        if self.one.ends in ENDS:
            ENDS[self.one.ends](self.desk, self.application, self.one, at)


def _reject(desk: Desk, application: Application, one: Applicant, at: datetime) -> None:
    hiring.reject(application, reason=Reason(one.reason), text=one.reason_text, by=desk.hana, at=at)


def _withdraw(desk: Desk, application: Application, one: Applicant, at: datetime) -> None:  # noqa: ARG001
    hiring.withdraw(application, by=Actor(kind=Kind.CANDIDATE, id=application.candidate_id), at=at)


def _keep(desk: Desk, application: Application, one: Applicant, at: datetime) -> None:  # noqa: ARG001
    hiring.keep_in_pool(application, by=desk.hana, at=at)


ENDS: dict[ApplicationState | None, Callable[[Desk, Application, Applicant, datetime], None]] = {
    ApplicationState.REJECTED: _reject,
    ApplicationState.WITHDRAWN: _withdraw,
    ApplicationState.POOL: _keep,
}


def _letters_are_out(now: datetime) -> None:
    """They went out long ago: nothing of the past leaves the house today."""
    written = Message.objects.filter(conversation__is_apart=True).exclude(delivery=Delivery.SENT)
    for message in written.filter(delivery__in=[Delivery.QUEUED]).select_related("conversation"):
        name = f"demo-jobs-{message.pk}@{DOMAIN}"
        conversations.record_delivery(
            message, Delivery.SENT, by=SYSTEM, external_id=name, at=min(message.at, now)
        )

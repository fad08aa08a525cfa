"""Two openings and twenty-eight people who apply: through public verbs, with the past as its moment."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import getaddresses
from typing import Any

from django.core.mail import EmailMessage
from django.utils import translation

from pult.conversations import operations as conversations
from pult.conversations.models import Message
from pult.conversations.types import Delivery
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.events.delivery import Held
from pult.gateways.email import operations as mails
from pult.hiring import operations as hiring
from pult.hiring.models import Application, Opening, RolePlay, Stage
from pult.hiring.operations import Asked, Step, Texts
from pult.hiring.types import PlayMode, QuestionKind, StageKind
from pult.inboxes import operations as inboxes
from pult.inboxes.types import Purpose
from pult.skills.models import Profile
from pult.workforce.types import Employment

from .openings import Notes, told
from .operations import keep_letter
from .people import DOMAIN, HANA, LEA, MILA, NIKOLA, SUPPORT
from .stage import House

OPENED_DAYS_AGO = 84
JOBS = f"jobs@{DOMAIN}"
# Who judges what; three on the interview, two who read blind.
RATERS: dict[StageKind, tuple[str, ...]] = {
    StageKind.APPLICATION: (HANA.name,),
    StageKind.WRITING: (LEA.name, NIKOLA.name),
    StageKind.PHONE: (HANA.name,),
    StageKind.INTERVIEW: (LEA.name, NIKOLA.name, MILA.name),
    StageKind.ROLE_PLAY: (LEA.name, MILA.name),
    StageKind.TRIAL: (LEA.name,),
}
SCENE = "play_double_charge"


@dataclass
class Desk:
    """All that hiring in the demo knows, and what time it is there."""

    house: House
    box: Held
    now: datetime
    clock: datetime
    notes: Notes = field(default_factory=lambda: Notes(random.Random("notes")))

    @property
    def hana(self) -> Actor:
        """Who hires."""
        return self.house.actor(HANA.name)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Hana's language, and no mail that leaves the house: what goes to strangers lies in the demo's mailbox."""
        with translation.override(HANA.interface), mails.kept_from_sending(self.keep):
            yield

    def keep(self, message: EmailMessage) -> None:
        """Put a mail to somebody outside into the demo's mailbox."""
        for _name, address in getaddresses(message.recipients()):
            if not address.endswith(f"@{DOMAIN}"):
                keep_letter(message.message().as_bytes(), address, at=min(self.clock, self.now))


def openings_of(desk: Desk) -> dict[str, Opening]:
    """The door for candidates, and both openings with their plans, kits and scenes."""
    inbox = inboxes.open_inbox(
        "Kettle & Co. Jobs",
        address=JOBS,
        department=desk.house.departments[SUPPORT],
        purpose=Purpose.HIRING,
        by=SYSTEM,
    )
    hiring.change_settings(inbox=inbox, asks_equality=True, by=SYSTEM)
    at = desk.now - timedelta(days=OPENED_DAYS_AGO)
    return {key: _opened(desk, key, at=at) for key in ("agent", "technician")}


def _opened(desk: Desk, key: str, *, at: datetime) -> Opening:
    opening = _drafted(desk, key, at=at)
    for stage in _planned(desk, opening):
        _fill(desk, stage, is_scripted=key == "agent")
    question = told()[key]["question"]
    hiring.ask_questions(opening, [Asked(kind=QuestionKind.TEXT, texts=question)], by=desk.hana)
    why = "Dvoje kolega vraća se na fakultet." if key == "agent" else "Prva linija prečesto čeka radionicu."
    hiring.request_approval(opening, by=desk.hana, reason=why, at=at)
    hiring.approve(opening, by=desk.house.actor(MILA.name), at=at + timedelta(hours=5))
    hiring.publish_opening(opening, by=desk.hana, at=at + timedelta(hours=6))
    return opening


def _drafted(desk: Desk, key: str, *, at: datetime) -> Opening:
    says, house = told()[key], desk.house
    terms: dict[str, Any] = {}
    if key == "technician":
        terms = {"employment": Employment.CONTRACTOR, "hours_per_week": 30, "is_remote": True}
    return hiring.draft_opening(
        Texts(**{name: says[name] for name in ("titles", "summaries", "tasks", "offers", "preparations")}),
        department=house.departments[SUPPORT],
        profile=Profile.objects.get(key=says["profile"]),
        by=desk.hana,
        at=at,
        places=says["places"],
        pay=says["pay"],
        seats=says["seats"],
        hiring_manager_id=house.members[MILA.name].person_id,
        **terms,
    )


def _planned(desk: Desk, opening: Opening) -> list[Stage]:
    people = desk.house.members
    plan = [
        Step(
            kind=StageKind(stage.kind), days=stage.days, minutes=stage.minutes, stage_id=stage.pk,
            raters=tuple(people[name].person for name in RATERS.get(StageKind(stage.kind), ())),
        )
        for stage in opening.stages.in_order()
    ]  # fmt: skip
    hiring.plan_stages(opening, plan, by=desk.hana)
    return list(opening.stages.in_order())


def _fill(desk: Desk, stage: Stage, *, is_scripted: bool) -> None:
    """What is asked and played, chosen before the first candidate comes to it."""
    if stage.kind in {StageKind.PHONE, StageKind.INTERVIEW}:
        hiring.propose_kit(stage, by=desk.hana)
    if stage.kind == StageKind.ROLE_PLAY and is_scripted:
        scene = RolePlay.objects.get(key=SCENE)
        hiring.choose_scene(stage, scene, mode=PlayMode.SCRIPTED, by=desk.hana)
    elif stage.kind == StageKind.ROLE_PLAY:
        hiring.choose_scene(stage, mode=PlayMode.PERSON, by=desk.hana)


def letters_are_out(desk: Desk) -> None:
    """They went out long ago. The newest to each who still waits lies in the demo's mailbox, with its link."""
    written = Message.objects.filter(conversation__is_apart=True, delivery=Delivery.QUEUED)
    newest: dict[int, Message] = {}
    for message in written.select_related("conversation__inbox").order_by("at", "pk"):
        name = f"demo-jobs-{message.pk}@{DOMAIN}"
        at = min(message.at, desk.now)
        conversations.record_delivery(message, Delivery.SENT, by=SYSTEM, external_id=name, at=at)
        message.external_id = name
        newest[message.conversation_id] = message
    waiting = Application.objects.filter(state="active", conversation__in=newest).select_related("candidate")
    for application in waiting.order_by("pk"):
        _put_by(newest[application.conversation_id or 0], application.candidate.email or "", desk)


def _put_by(message: Message, address: str, desk: Desk) -> None:
    mail = EmailMessage(
        message.conversation.subject,
        message.text,
        JOBS,
        [address],
        headers={"Message-ID": f"<{message.external_id}>"},
    )
    keep_letter(mail.message().as_bytes(), address, at=min(message.at, desk.now))

"""Acting stories out through the public verbs, at the moments when they happened."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.types import Delivery, Inbound, Priority, Sender, Status
from pult.customers.types import IdentityKind
from pult.feedback import operations as feedback
from pult.feedback.queries import asked_about
from pult.feedback.types import State
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.events.delivery import Held
from pult.inboxes.models import Inbox
from pult.workforce.models import Department, Member

from .customers import Person
from .people import INBOXES
from .stories import Act, Step
from .wording import TOPICS, Voice


@dataclass(frozen=True)
class House:
    """The department as it stands in the database, by name."""

    members: dict[str, Member]
    departments: dict[str, Department]
    inboxes: dict[str, Inbox]
    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """A colleague as somebody who acts."""
        if name not in self.actors:
            self.actors[name] = self.members[name].person.actor
        return self.actors[name]


@dataclass
class Scene:
    """One conversation being acted out until now."""

    house: House
    box: Held
    conversation: Conversation
    number: int
    person: Person
    letters: int = 1

    def play(self, step: Step) -> None:
        """Do one step, and let everything that follows from it happen."""
        self._wake(step.at)
        ACTS[step.act](self, step)
        self.box.release()
        if step.act in {Act.WRITE, Act.REPLY, Act.ASK}:
            self.conversation.refresh_from_db()  # these verbs work on the row itself

    def _wake(self, at: datetime) -> None:
        until = self.conversation.snoozed_until
        if until is not None and until <= at:
            conversations.wake_due(at=until)
            self.box.release()
            self.conversation.refresh_from_db()

    def by(self, step: Step) -> Actor:
        return self.house.actor(step.who.name) if step.who else SYSTEM


def opened(
    house: House, box: Held, *, number: int, person: Person, voice: Voice, at: datetime, door: str
) -> Scene:
    """The first letter comes in."""
    received = conversations.receive(
        _letter(number, 1, person, voice.letter("openings"), at, subject=voice.subject()),
        inbox=house.inboxes[door],
    )
    box.release()
    received.conversation.refresh_from_db()
    scene = Scene(house, box, received.conversation, number, person)
    tags = TOPICS[voice.topic][2]
    conversations.set_tags(scene.conversation, tags, by=SYSTEM, at=at)
    return scene


def _letter(
    number: int,
    letter: int,
    person: Person,
    text: str,
    at: datetime,
    *,
    subject: str,
    claimed: int | None = None,
) -> Inbound:
    key = f"demo-{number}-{letter}"
    return Inbound(
        intake_key=key,
        external_id=f"{key}@{person.email.partition('@')[2]}",
        sender=Sender(kind=IdentityKind.EMAIL, value=person.email, name=person.name),
        subject=subject,
        text=text,
        at=at,
        claimed_conversation=claimed,
        language=person.language,
    )


def _take(scene: Scene, step: Step) -> None:
    assert step.who is not None
    member = scene.house.members[step.who.name]
    conversations.assign(scene.conversation, to=member, by=scene.by(step), at=step.at)


def _note(scene: Scene, step: Step) -> None:
    conversations.note(scene.conversation, by=scene.by(step), text=step.text, at=step.at)


def _transfer(scene: Scene, step: Step) -> None:
    to = scene.house.departments[step.department]
    conversations.transfer(scene.conversation, to=to, by=scene.by(step), note=step.text, at=step.at)


def _raise(scene: Scene, step: Step) -> None:
    priority = Priority.URGENT if scene.number % 7 == 0 else Priority.HIGH
    conversations.set_priority(scene.conversation, priority, by=scene.by(step), at=step.at)


def _reply(scene: Scene, step: Step) -> None:
    then = Status.PENDING if step.act == Act.ASK else None
    message = conversations.reply(
        scene.conversation, by=scene.by(step), text=step.text, then=then, at=step.at
    )
    # It went out long ago: nothing of the past leaves the house today.
    name = f"demo-reply-{message.pk}@kettle.example"
    conversations.record_delivery(message, Delivery.SENT, by=SYSTEM, external_id=name, at=step.at)


def _solve(scene: Scene, step: Step) -> None:
    conversations.solve(scene.conversation, by=scene.by(step), at=step.at)


def _hold(scene: Scene, step: Step) -> None:
    conversations.hold(scene.conversation, by=scene.by(step), at=step.at)


def _snooze(scene: Scene, step: Step) -> None:
    assert step.until is not None
    conversations.snooze(scene.conversation, until=step.until, by=scene.by(step), at=step.at)


def _write(scene: Scene, step: Step) -> None:
    scene.letters += 1
    letter = _letter(
        scene.number,
        scene.letters,
        scene.person,
        step.text,
        step.at,
        subject=scene.conversation.subject,
        claimed=scene.conversation.pk,
    )
    assert scene.conversation.inbox is not None
    conversations.receive(letter, inbox=scene.conversation.inbox)


def _rate(scene: Scene, step: Step) -> None:
    asked = asked_about(scene.conversation)
    if asked is None or asked.state != State.PLANNED or asked.due_at > step.at:
        return
    feedback.mark_sent(asked, at=asked.due_at)
    feedback.rate(asked, step.score, by=asked.customer.actor, comment=step.text, at=step.at)


def close_books(scene: Scene, *, now: datetime) -> None:
    """Whoever was asked in the past was asked in the past, also those who never answered."""
    asked = asked_about(scene.conversation)
    if asked is not None and asked.due_at <= now:
        feedback.mark_sent(asked, at=asked.due_at)
        scene.box.release()


ACTS: dict[Act, Callable[[Scene, Step], None]] = {
    Act.TAKE: _take,
    Act.NOTE: _note,
    Act.TRANSFER: _transfer,
    Act.RAISE: _raise,
    Act.REPLY: _reply,
    Act.ASK: _reply,
    Act.SOLVE: _solve,
    Act.HOLD: _hold,
    Act.SNOOZE: _snooze,
    Act.WRITE: _write,
    Act.RATE: _rate,
}
DOORS = {name: address for name, (_title, address) in INBOXES.items()}

"""The bot in a conversation: taking it, answering, handing over, stepping aside."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pult.assistant import playing, queries
from pult.assistant.events import BotFinished, BotTook
from pult.assistant.models import Answer, ModelCall, Session
from pult.assistant.types import Ending, Line, State, Turn
from pult.assistant.wording import language_of
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.conversations.operations.entries import place
from pult.conversations.types import MessageKind
from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.routing import operations as routing
from pult.routing import queries as waits

from . import rewording
from .noting import tidy_note
from .opinions import note_verdict

SILENCE = timedelta(minutes=30)
END_AT_ONCE = 200


@transaction.atomic
def takes(conversation: Conversation, *, page: str = "", at: datetime | None = None) -> bool:
    """Have the bot of the inbox answer first, if there is one that is on now. True when the bot has it."""
    at = at or timezone.now()
    bot = queries.bot_for(conversation, at=at)
    if bot is None or bot.flow.published is None or not _is_free(conversation):
        return False
    Session.objects.create(
        conversation=conversation,
        bot=bot,
        version=bot.flow.published,
        language=conversation.language or bot.inbox.language,
        page=page[:500],
        started_at=at,
        active_at=at,
    )
    publish(BotTook(**place(conversation, by=bot.actor.ref, at=at)))
    return True


def _is_free(conversation: Conversation) -> bool:
    """Take it for the bot, unless somebody has it or it stands in the queue: what is offered to people stays theirs."""
    # The row is held first, so that nobody puts it into the queue at the same moment.
    Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    return not waits.is_waiting(conversation) and conversations.give_to_bot(conversation)


@transaction.atomic
def answer(conversation: Conversation, message: Message, *, at: datetime | None = None) -> bool:
    """Answer what the visitor has written, if the bot still has the conversation. Repeating it says nothing twice."""
    session = _going_on(conversation)
    if session is None or message.pk <= session.heard_id:
        return False
    if _has_person(session.conversation):
        _finish(session, Ending.JOINED, at=at or timezone.now())
        return False
    if session.pending:
        _say_pending(session, at=at or timezone.now())
    said = _unheard(session)
    session.language = language_of(said[-1].text, default=session.language)
    at = at or timezone.now()
    turn = _turn(session, "\n".join(one.text for one in said), at=at)
    session.heard_id, session.active_at = said[-1].pk, at
    _say(session, turn, at=at)
    return True


@transaction.atomic
def say_found(call: ModelCall, *, at: datetime | None = None) -> bool:
    """Say what was found, in the words of the model where it gave good ones in time. A repeat says nothing."""
    session = _going_on(call.conversation) if call.conversation else None
    if session is None or session.pending.get("call") != call.pk:
        return False
    at = at or timezone.now()
    if _has_person(session.conversation):
        _finish(session, Ending.JOINED, at=at)
        return False
    _say_pending(session, worded=rewording.words_of(call), at=at)
    return True


@transaction.atomic
def hand_over(
    conversation: Conversation,
    reason: Ending = Ending.FLOW,
    *,
    by: Actor | None = None,
    at: datetime | None = None,
) -> bool:
    """Take the conversation from the bot and give it to people, with everything that was said as a note."""
    session = _going_on(conversation)
    if session is None:
        return False
    _finish(session, reason, at=at or timezone.now(), by=by)
    return True


@transaction.atomic
def step_aside(conversation: Conversation, *, at: datetime | None = None) -> bool:
    """A person has joined or taken the conversation: the bot says nothing more."""
    return hand_over(conversation, Ending.JOINED, at=at)


@transaction.atomic
def leave_to_people(conversation: Conversation, *, at: datetime | None = None) -> None:
    """Whoever comes back after the bot is done talks to a person."""
    if conversation.assignee_id is None and Session.objects.filter(conversation=conversation).exists():
        routing.place(conversation, at=at)


def end_silent(*, at: datetime | None = None) -> int:
    """End the talks in which the visitor has said nothing for a while. Nobody knows whether it helped them."""
    at = at or timezone.now()
    waiting = Session.objects.filter(ended_at=None, active_at__lt=at - SILENCE).order_by("active_at")
    ended = 0
    for session in waiting.select_related("conversation")[:END_AT_ONCE]:
        ended += hand_over(session.conversation, _silent_ending(session), at=at)
    return ended


def _silent_ending(session: Session) -> Ending:
    """Somebody who was asked for an address and left is owed an answer; so is who was never answered."""
    state = session.stands
    return Ending(state.leaving) if state.leaving else Ending.SILENT


def _going_on(conversation: Conversation) -> Session | None:
    # Locked, so that two messages that come in together are answered one after the other.
    sessions = Session.objects.select_for_update(of=("self",), no_key=True).select_related(
        "conversation__department__calendar", "conversation__customer", "bot__inbox", "version"
    )
    return sessions.filter(conversation=conversation, ended_at=None).first()


def _has_person(conversation: Conversation) -> bool:
    joined = conversation.messages.filter(kind=MessageKind.REPLY, author__isnull=False)
    return conversation.assignee_id is not None or joined.exists()


def _unheard(session: Session) -> list[Message]:
    fresh = session.conversation.messages.filter(kind=MessageKind.CUSTOMER, pk__gt=session.heard_id)
    return list(fresh.order_by("pk"))


def _turn(session: Session, said: str, *, at: datetime) -> Turn:
    world = queries.world_of(session, at=at)
    if not session.state:
        return playing.begin(session.version.played, world, said=said)
    return playing.go_on(session.version.played, session.stands, said, world)


def _say(session: Session, turn: Turn, *, at: datetime) -> None:
    note_verdict(session, turn.verdict, at=at)
    session.state = _kept(turn.state)
    lines = list(turn.lines)
    found = next((number for number, line in enumerate(lines) if line.passages), None)
    if found is not None and rewording.is_worded(at):
        rewording.put_off(session, lines[found:], number=found, ending=turn.ending, at=at)
        lines = lines[:found]
    for number, line in enumerate(lines):
        _say_line(session, line, key=_key(session, session.heard_id, number), at=at)
    session.save(update_fields=["state", "pending", "heard_id", "active_at", "language"])
    if turn.ending is not None and not session.pending:
        _finish(session, turn.ending, at=at)


def _say_pending(session: Session, *, at: datetime, worded: str = "") -> None:
    """What waited for other words is said, with them or without."""
    pending = session.pending
    for number, line in enumerate(rewording.kept_lines(pending)):
        key = _key(session, pending["heard"], pending["number"] + number)
        _say_line(session, line, key=key, worded="" if number else worded, at=at)
    rewording.wait_no_longer(session, at=at)
    session.active_at = at
    session.save(update_fields=["pending", "active_at"])
    if pending["ending"]:
        _finish(session, Ending(pending["ending"]), at=at)


def _key(session: Session, heard: int, number: int) -> str:
    return f"bot:{session.pk}:{heard}:{number}"


def _say_line(session: Session, line: Line, *, key: str, at: datetime, worded: str = "") -> None:
    message = conversations.reply(
        session.conversation,
        by=session.bot.actor,
        text=worded or line.text,
        extras=line.extras,
        client_key=key,
        at=at,
    )
    for passage in line.passages:
        Answer.objects.create(
            session=session,
            message=message,
            question=line.question,
            language=session.language,
            document_id=passage.document_id,
            translation_id=passage.translation_id,
            title=passage.title[:250],
            url=passage.url,
            passage=passage.text,
            is_worded=bool(worded),
            score=passage.score,
            at=at,
        )


def _kept(state: State) -> dict[str, object]:
    return {**asdict(state), "questions": list(state.questions), "shown": list(state.shown)}


def _finish(session: Session, ending: Ending, *, at: datetime, by: Actor | None = None) -> None:
    """Let go of the conversation: solved where it helped, else with people and a note."""
    session.ended_at, session.ending = at, ending
    if session.pending:
        rewording.wait_no_longer(session, at=at)
    session.save(update_fields=["ended_at", "ending", "state", "pending", "heard_id"])
    conversation = Conversation.objects.get(pk=session.conversation_id)
    conversations.take_from_bot(conversation)
    actor = by or session.bot.actor
    publish(
        BotFinished(
            **place(conversation, by=actor.ref, at=at),
            ending=ending,
            channel=conversation.channel,
            inbox_id=conversation.inbox_id,
        )
    )
    if ending in {Ending.HELPED, Ending.FINISHED, Ending.SILENT}:
        _close(conversation, session, ending, at=at)
        return
    conversations.note(conversation, by=session.bot.actor, text=tidy_note(session), at=at)
    if ending != Ending.JOINED:
        routing.place(conversation, at=at)


def _close(conversation: Conversation, session: Session, ending: Ending, *, at: datetime) -> None:
    """Solved for the visitor; one who fell silent without an answer is left to people."""
    is_answered = session.answers.exists() or ending != Ending.SILENT
    if is_answered and not conversation.is_resolved:
        conversations.solve(conversation, by=session.bot.actor, at=at)
    elif not conversation.is_resolved:
        routing.place(conversation, at=at)

"""What the assistant does when it hears of something: it answers, steps aside, and keeps its figures."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from pult.conversations.events import ConversationAssigned, ConversationSolved, MessageReceived, ReplyPosted
from pult.conversations.models import Message
from pult.conversations.queries import one_of_all
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.events import subscribe

from . import operations, queries
from .events import AnswerJudged, BotFinished
from .operations import measuring

MESSAGES: KeptModels[Message] = KeptModels()


@subscribe(MessageReceived)
def answer_visitor(event: MessageReceived) -> None:
    """While the bot has the conversation, it answers."""
    message = MESSAGES.first("message", _message, {"message": event.message_id})
    if message is None:
        return
    if message.conversation.is_with_bot:
        operations.answer(message.conversation, message, at=event.at)
    elif not event.is_first:
        operations.leave_to_people(message.conversation, at=event.at)


@subscribe(ConversationAssigned)
def leave_to_whoever_has_it(event: ConversationAssigned) -> None:
    """Somebody has taken the conversation."""
    if event.assignee_id is not None:
        _step_aside(event.conversation_id, at=event.at)


@subscribe(ReplyPosted)
def leave_to_whoever_answers(event: ReplyPosted) -> None:
    """A person has answered in it."""
    if event.author_id is not None:
        _step_aside(event.conversation_id, at=event.at)


@subscribe(ConversationSolved)
def leave_what_is_solved(event: ConversationSolved) -> None:
    """Somebody has solved it meanwhile; for the bot's own solutions there is nothing left to do."""
    _step_aside(event.conversation_id, at=event.at)


@subscribe(BotFinished)
def measure_talk(event: BotFinished) -> None:
    """Contained, handed over, or neither."""
    measuring.measure_talk(event)


@subscribe(AnswerJudged)
def measure_answer(event: AnswerJudged) -> None:
    """Accepted, or not."""
    measuring.measure_answer(event)


def _message(slots: Mapping[str, Any]) -> QuerySet[Message]:
    return Message.objects.filter(pk=slots["message"]).select_related("conversation")


def _step_aside(conversation_id: int, *, at: datetime) -> None:
    """What was erased meanwhile is nobody's."""
    conversation = one_of_all(conversation_id) if queries.is_talking_in(conversation_id) else None
    if conversation is not None:
        operations.step_aside(conversation, at=at)

"""What the assistant announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.conversations.events import ConversationEvent
from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class BotTook(ConversationEvent):
    """The bot answers a new conversation first."""

    name: ClassVar[str] = "bot.took"


@dataclass(frozen=True, kw_only=True)
class BotFinished(ConversationEvent):
    """The bot has a conversation no longer: it helped, handed over, or somebody joined."""

    name: ClassVar[str] = "bot.finished"
    ending: str
    channel: str
    inbox_id: int | None


@dataclass(frozen=True, kw_only=True)
class AnswerJudged(Event):
    """Somebody has said whether an answer of the bot was right."""

    name: ClassVar[str] = "bot_answer.judged"
    about: ClassVar[str] = "bot_answer"
    bot_answer_id: int
    conversation_id: int
    number: int
    outcome: str
    is_wrong: bool


@dataclass(frozen=True, kw_only=True)
class BotChanged(Event):
    """A bot answers otherwise from now on."""

    name: ClassVar[str] = "bot.changed"
    about: ClassVar[str] = "inbox"
    inbox_id: int


@dataclass(frozen=True, kw_only=True)
class FlowPublished(Event):
    """A flow is played in a new version from now on."""

    name: ClassVar[str] = "bot_flow.published"
    about: ClassVar[str] = "bot_flow"
    bot_flow_id: int
    number: int

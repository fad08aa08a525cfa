"""What is announced about spam."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from .basis import ConversationEvent


@dataclass(frozen=True, kw_only=True)
class ConversationMarkedSpam(ConversationEvent):
    """A conversation is spam: nobody's work and in no figure. `is_new` says that it came in as spam."""

    name: ClassVar[str] = "conversation.marked_spam"
    before: str
    reason: str
    is_new: bool = False


@dataclass(frozen=True, kw_only=True)
class ConversationNotSpam(ConversationEvent):
    """A conversation was no spam after all, and stands as it did before."""

    name: ClassVar[str] = "conversation.not_spam"
    status: str
    marked_at: datetime
    was_new: bool = False


@dataclass(frozen=True, kw_only=True)
class SpamReceived(ConversationEvent):
    """More has come into a conversation that is spam. It stays spam."""

    name: ClassVar[str] = "conversation.spam_received"
    message_id: int

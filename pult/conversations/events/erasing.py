"""What is announced when the time of a conversation is over."""

from dataclasses import dataclass
from typing import ClassVar

from .basis import ConversationEvent


@dataclass(frozen=True, kw_only=True)
class ConversationErased(ConversationEvent):
    """Its files, its contents or the whole of it (`what`) are gone, because its time was over."""

    name: ClassVar[str] = "conversation.erased"
    what: str

"""What moderation announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class SenderListed(Event):
    """A sender is blocked or trusted from now on."""

    name: ClassVar[str] = "sender.listed"
    about: ClassVar[str] = "sender"
    sender_id: int
    kind: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class SenderUnlisted(Event):
    """A sender is neither blocked nor trusted any more."""

    name: ClassVar[str] = "sender.unlisted"
    about: ClassVar[str] = "sender"
    sender_id: int

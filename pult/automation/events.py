"""What automation announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class RuleChanged(Event):
    """A rule that acts by itself was made, changed, switched, moved or dropped (`what`)."""

    name: ClassVar[str] = "automation.rule_changed"
    about: ClassVar[str] = "rule"
    rule_id: int
    what: str
    rule_name: str


@dataclass(frozen=True, kw_only=True)
class MacroChanged(Event):
    """A macro was made, changed or dropped."""

    name: ClassVar[str] = "automation.macro_changed"
    about: ClassVar[str] = "macro"
    macro_id: int
    is_dropped: bool
    is_shared: bool


@dataclass(frozen=True, kw_only=True)
class WebhookAsked(Event):
    """A rule wants an endpoint outside to be told of a conversation."""

    name: ClassVar[str] = "automation.webhook_asked"
    about: ClassVar[str] = "conversation"
    conversation_id: int
    endpoint: str
    rule_id: int | None

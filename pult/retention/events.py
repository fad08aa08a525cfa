"""What retention announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class RetentionRuleChanged(Event):
    """A rule of retention was made, changed, switched or dropped (`what`)."""

    name: ClassVar[str] = "retention.rule_changed"
    about: ClassVar[str] = "retention_rule"
    retention_rule_id: int
    what: str


@dataclass(frozen=True, kw_only=True)
class ConversationHeld(Event):
    """A conversation is on legal hold: no rule touches it."""

    name: ClassVar[str] = "conversation.held"
    about: ClassVar[str] = "conversation"
    conversation_id: int
    hold_id: int


@dataclass(frozen=True, kw_only=True)
class ConversationReleased(Event):
    """The legal hold of a conversation is over."""

    name: ClassVar[str] = "conversation.released"
    about: ClassVar[str] = "conversation"
    conversation_id: int
    hold_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerHeld(Event):
    """A customer is on legal hold with all their conversations: no rule touches them, and nobody erases them."""

    name: ClassVar[str] = "customer.held"
    about: ClassVar[str] = "customer"
    customer_id: int
    hold_id: int


@dataclass(frozen=True, kw_only=True)
class CustomerReleased(Event):
    """The legal hold of a customer is over."""

    name: ClassVar[str] = "customer.released"
    about: ClassVar[str] = "customer"
    customer_id: int
    hold_id: int

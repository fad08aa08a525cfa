"""The tables of conversations, cut by noun."""

from .conversations import (
    Attachment,
    BacklogEntry,
    Conversation,
    ConversationQuerySet,
    Draft,
    KnownWord,
    Message,
    MessageIndex,
    MessageQuerySet,
    Participant,
    ReadMark,
)

__all__ = [
    "Attachment",
    "BacklogEntry",
    "Conversation",
    "ConversationQuerySet",
    "Draft",
    "KnownWord",
    "Message",
    "MessageIndex",
    "MessageQuerySet",
    "Participant",
    "ReadMark",
]

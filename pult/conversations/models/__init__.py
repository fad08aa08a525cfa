"""The tables of conversations, cut by noun."""

from .backlog import BacklogEntry
from .bulk import BulkRun, BulkRunQuerySet
from .canned import CannedFile, CannedReply, CannedReplyQuerySet
from .checklists import Checklist, Item
from .conversations import (
    Attachment,
    Conversation,
    ConversationQuerySet,
    KnownWord,
    Message,
    MessageIndex,
    MessageQuerySet,
    closed_to,
)
from .following import Follower
from .links import Link
from .merging import Merge, MergeQuerySet
from .own_statuses import OwnStatus, OwnStatusQuerySet
from .personal import Draft, Participant, ReadMark
from .planned import PlannedFile, PlannedReply, PlannedReplyQuerySet
from .saved_views import SavedView, SavedViewQuerySet
from .scripts import ScriptAnswer, ScriptRun, ScriptRunQuerySet
from .sides import SideConversation, SideConversationQuerySet
from .spam import SpamKeeping, SpamMark
from .splitting import Split

__all__ = [
    "Attachment",
    "BacklogEntry",
    "BulkRun",
    "BulkRunQuerySet",
    "CannedFile",
    "CannedReply",
    "CannedReplyQuerySet",
    "Checklist",
    "Conversation",
    "ConversationQuerySet",
    "Draft",
    "Follower",
    "Item",
    "KnownWord",
    "Link",
    "Merge",
    "MergeQuerySet",
    "Message",
    "MessageIndex",
    "MessageQuerySet",
    "OwnStatus",
    "OwnStatusQuerySet",
    "Participant",
    "PlannedFile",
    "PlannedReply",
    "PlannedReplyQuerySet",
    "ReadMark",
    "SavedView",
    "SavedViewQuerySet",
    "ScriptAnswer",
    "ScriptRun",
    "ScriptRunQuerySet",
    "SideConversation",
    "SideConversationQuerySet",
    "SpamKeeping",
    "SpamMark",
    "Split",
    "closed_to",
]

"""The values of conversations: status, priority, what comes in, rights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.customers.types import IdentityKind
from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import AGENTS_UP, MANAGERS_UP, SUPERVISORS_UP


class Right(StrEnum):
    """What conversations lets people do."""

    READ = "conversations.read"
    READ_ALL = "conversations.read_all"
    REPLY = "conversations.reply"
    ASSIGN = "conversations.assign"
    SHARE_REPLIES = "conversations.share_replies"
    SHARE_VIEWS = "conversations.share_views"
    MANAGE_STATUSES = "conversations.manage_statuses"


rights.declare(Right.READ, _("Read the conversations of one's own departments"), granted_to=AGENTS_UP)
rights.declare(Right.READ_ALL, _("Read the conversations of every department"), granted_to=SUPERVISORS_UP)
rights.declare(Right.REPLY, _("Reply, note, solve"), granted_to=AGENTS_UP)
rights.declare(Right.ASSIGN, _("Assign to others and transfer"), granted_to=AGENTS_UP)
rights.declare(Right.SHARE_REPLIES, _("Write canned replies for everybody"), granted_to=SUPERVISORS_UP)
rights.declare(Right.SHARE_VIEWS, _("Make views of conversations for others"), granted_to=SUPERVISORS_UP)
rights.declare(Right.MANAGE_STATUSES, _("Set up own statuses of conversations"), granted_to=MANAGERS_UP)


class Act(StrEnum):
    """The privileged acts on conversations, as the audit log names them."""

    SPAM_KEEPING = "spam.keeping_changed"
    SPAM_EMPTIED = "spam.emptied"
    EXPORTED = "conversation.exported"


acts.declare(Act.SPAM_KEEPING, _("Changed for how long spam is kept"))
acts.declare(Act.SPAM_EMPTIED, _("Emptied spam"))
acts.declare(Act.EXPORTED, _("Exported a conversation"))


class Category(TextChoices):
    """What a status means for the clocks."""

    OPEN = "open", _("Open")
    WAITING = "waiting", pgettext_lazy("category", "Waiting")
    RESOLVED = "resolved", _("Resolved")


class Status(TextChoices):
    """The state of a conversation."""

    NEW = "new", pgettext_lazy("status", "New")
    OPEN = "open", pgettext_lazy("status", "Open")
    PENDING = "pending", pgettext_lazy("status", "Pending")
    ON_HOLD = "on_hold", pgettext_lazy("status", "On hold")
    SNOOZED = "snoozed", pgettext_lazy("status", "Snoozed")
    SOLVED = "solved", pgettext_lazy("status", "Solved")
    CLOSED = "closed", pgettext_lazy("status", "Closed")

    @property
    def category(self) -> Category:
        """Open, waiting or resolved."""
        if self in {Status.NEW, Status.OPEN}:
            return Category.OPEN
        return Category.RESOLVED if self in RESOLVED else Category.WAITING


RESOLVED = (Status.SOLVED, Status.CLOSED)
UNRESOLVED = (Status.NEW, Status.OPEN, Status.PENDING, Status.ON_HOLD, Status.SNOOZED)


# Within which a house has finer statuses of its own.
OWN_WITHIN = (Status.OPEN, Status.PENDING, Status.ON_HOLD, Status.SOLVED)


class Tone(TextChoices):
    """What colour an own status has; what the colours mean is the design's."""

    NEUTRAL = "neutral", pgettext_lazy("colour", "Grey")
    ACCENT = "accent", pgettext_lazy("colour", "Accent")
    INFO = "info", pgettext_lazy("colour", "Blue")
    GOOD = "good", pgettext_lazy("colour", "Green")
    RISK = "risk", pgettext_lazy("colour", "Amber")
    LATE = "late", pgettext_lazy("colour", "Red")


class Priority(TextChoices):
    """How pressing a conversation is."""

    LOW = "low", pgettext_lazy("priority", "Low")
    NORMAL = "normal", pgettext_lazy("priority", "Normal")
    HIGH = "high", pgettext_lazy("priority", "High")
    URGENT = "urgent", pgettext_lazy("priority", "Urgent")


class MessageKind(TextChoices):
    """Who speaks to whom."""

    CUSTOMER = "customer", _("From the customer")
    REPLY = "reply", _("Reply")
    NOTE = "note", _("Internal note")
    AUTOMATIC = "automatic", _("Automatic reply")


# What neither answers nor asks: lists, clocks and figures take no notice of it.
ASIDE = (MessageKind.NOTE, MessageKind.AUTOMATIC)


# Beside the first message of a conversation: the number of another one to which it may belong.
MAY_BELONG = "may_belong"
# Beside a note: the names that it calls.
MENTIONS = "mentions"


class Delivery(TextChoices):
    """How far a reply has come."""

    NONE = "", _("Not sent")
    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    BOUNCED = "bounced", _("Came back")


class Seal(TextChoices):
    """How a message was sealed by its writer. Nothing is opened or checked here."""

    OPENPGP_ENCRYPTED = (
        "openpgp-encrypted",
        _("Encrypted with OpenPGP. It is kept as it came; whoever has the key can open the attachment."),
    )
    SMIME_ENCRYPTED = (
        "smime-encrypted",
        _("Encrypted with S/MIME. It is kept as it came; whoever has the key can open the attachment."),
    )
    OPENPGP_SIGNED = "openpgp-signed", _("Signed with OpenPGP. The signature was not checked.")
    SMIME_SIGNED = "smime-signed", _("Signed with S/MIME. The signature was not checked.")

    @property
    def is_encrypted(self) -> bool:
        """Whether nobody can read it here."""
        return self in {Seal.OPENPGP_ENCRYPTED, Seal.SMIME_ENCRYPTED}


class LinkKind(TextChoices):
    """How one conversation is tied to another."""

    RELATED = "related", pgettext_lazy("link", "is about the same as")
    PART = "part", pgettext_lazy("link", "is a part of")
    INCIDENT = "incident", pgettext_lazy("link", "is caused by the problem")


class Forgotten(IntegerChoices):
    """What of a conversation was taken away because its time was over."""

    NOTHING = 0, pgettext_lazy("forgotten", "Nothing")
    FILES = 1, pgettext_lazy("forgotten", "Attachments")
    CONTENT = 2, pgettext_lazy("forgotten", "Contents and names")


class SpamReason(TextChoices):
    """What made a conversation spam."""

    MARKED = "marked", pgettext_lazy("spam", "Somebody marked it")
    RULE = "rule", pgettext_lazy("spam", "A rule marked it")
    BLOCKED = "blocked", pgettext_lazy("spam", "Its sender is blocked")
    SCORE = "score", pgettext_lazy("spam", "The mail server took it for spam")


@dataclass(frozen=True, kw_only=True)
class Suspicion:
    """Why a door takes something for spam. `of_sender`: whatever they write, also into what stands already."""

    reason: SpamReason
    detail: str = ""
    of_sender: bool = False


class SideState(TextChoices):
    """Whose turn it is in a side conversation."""

    WAITING = "waiting", pgettext_lazy("side conversation", "Waiting for them")
    ANSWERED = "answered", pgettext_lazy("side conversation", "Answered")
    DONE = "done", pgettext_lazy("side conversation", "Done")


class PlanState(TextChoices):
    """Whether a planned reply goes out by itself."""

    WAITING = "waiting", pgettext_lazy("planned reply", "Goes out by itself")
    OPEN = "open", pgettext_lazy("planned reply", "Taken back")
    STOPPED = "stopped", pgettext_lazy("planned reply", "Stopped")


class RunState(TextChoices):
    """How a guided script beside a conversation stands."""

    RUNNING = "running", pgettext_lazy("script", "Running")
    FINISHED = "finished", pgettext_lazy("script", "Finished")
    STOPPED = "stopped", pgettext_lazy("script", "Stopped")


class ViewOrder(TextChoices):
    """How a saved view is sorted, always along an index."""

    NEWEST = "newest", _("Latest activity first")
    OLDEST = "oldest", _("Longest without activity first")
    LATEST = "latest", _("Highest number first")
    FIRST = "first", _("Lowest number first")
    WAITING = "waiting", _("Longest waiting first (only who waits for an answer)")
    DUE = "due", _("Soonest due first (only what is due)")


class ViewColumn(TextChoices):
    """What a row of a saved view shows below its subject."""

    PREVIEW = "preview", _("What was said last")
    NUMBER = "number", pgettext_lazy("column", "Number")
    CHANNEL = "channel", _("Channel")
    STATUS = "status", _("Status")
    TAGS = "tags", _("Tags")
    DEPARTMENT = "department", _("Department")
    OPENED = "opened", pgettext_lazy("column", "When it was opened")
    DUE = "due", _("Time left")
    ASSIGNEE = "assignee", _("Assignee")
    ITEMS = "items", _("Checklists")


class BulkState(TextChoices):
    """How far acts on many conversations have come."""

    WAITING = "waiting", pgettext_lazy("bulk", "Waiting to begin")
    RUNNING = "running", pgettext_lazy("bulk", "Running")
    OVER = "over", pgettext_lazy("bulk", "Over")


class Outcome(StrEnum):
    """What became of something that came in."""

    OPENED = "opened"
    APPENDED = "appended"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who wrote, as the door recognises them."""

    kind: IdentityKind
    value: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file that came along. `cid` names an image that the HTML shows in place."""

    name: str
    content_type: str
    content: bytes = field(repr=False)
    cid: str = ""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """Who a message went to, as `{"name", "address"}` pairs."""

    to: tuple[tuple[str, str], ...] = ()
    cc: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Inbound:
    """A message from outside, whatever door it came through.

    `intake_key` makes receiving twice harmless. `external_id` is the door's own name of the message (a Message-ID),
    `references` the names of earlier ones. `claimed_conversation` comes from a door that knows where its sender
    is; `addressed_conversation` from a signed address, to which whoever has seen it can write. `html` is sanitised
    by the door and never changed after; `text` is the new part, `quoted_text` what it answered to. `extras` is what
    a door or a bot shows beside the text: choices, sources, what was filled in. `department_id` is the department
    that the writer chose, where the door offers several. `spam` is why the door takes it for spam.
    """

    intake_key: str
    external_id: str
    sender: Sender
    subject: str
    text: str
    at: datetime
    html: str = ""
    quoted_text: str = ""
    quoted_html: str = ""
    attachments: tuple[Upload, ...] = ()
    envelope: Envelope = Envelope()
    references: tuple[str, ...] = ()
    claimed_conversation: int | None = None
    addressed_conversation: int | None = None
    language: str = ""
    extras: Mapping[str, Any] = field(default_factory=dict)
    department_id: int | None = None
    spam: Suspicion | None = None

"""The values of the mail door: states, outcomes, rights."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import MANAGERS_UP


class Right(StrEnum):
    """What the mail door lets people do."""

    MANAGE = "email.manage"


rights.declare(Right.MANAGE, _("See held mail and the outbox, and try again"), granted_to=MANAGERS_UP)


class Act(StrEnum):
    """The privileged acts of the mail door, as the audit log names them."""

    CONNECTED = "mailbox.connected"
    PAUSED = "mailbox.paused"
    RESUMED = "mailbox.resumed"
    DISCONNECTED = "mailbox.disconnected"
    PROVIDER_SET = "mail_provider.set"
    PROVIDER_REMOVED = "mail_provider.removed"


acts.declare(Act.CONNECTED, _("Connected a mailbox"))
acts.declare(Act.PAUSED, _("Paused a mailbox"))
acts.declare(Act.RESUMED, _("Resumed a mailbox"))
acts.declare(Act.DISCONNECTED, _("Disconnected a mailbox"))
acts.declare(Act.PROVIDER_SET, _("Set up the sign-in at a mail provider"))
acts.declare(Act.PROVIDER_REMOVED, _("Removed the sign-in at a mail provider"))

# Minutes without success until somebody is told, and until silence of the fetching itself is one.
AFTER_MINUTES = 15
STALE_MINUTES = 20

# Beside a message: a rule of intake wants no answer that it has arrived.
QUIET = "quiet"
BY_RULE = "rule"

HELD_BECAUSE = {
    "no_inbox": _("It was written to an address that is none of our mailboxes."),
    "no_sender": _("It names nobody to whom an answer could go."),
    "own_mail": _("We sent it ourselves; taking it in would answer ourselves for ever."),
    "from_own_address": _("It comes from one of our own mailboxes."),
    "too_many_hops": _("It has passed so many servers that they must be going round in circles."),
    "too_large": _(
        "It is larger than what is taken (MAX_MAIL_MB). Only its head is here; the mail is on its server."
    ),
    BY_RULE: _("A rule holds it. Read it to let it in."),
    "error": _("Something went wrong while it was read. The original is kept."),
}


class Source(TextChoices):
    """How a mail reached us."""

    SMTP = "smtp", _("Mail listener")
    COMMAND = "command", _("Command line")
    PAGE = "page", _("Web page")
    IMAP = "imap", _("Fetched from a mailbox")
    IMPORT = "import", _("Brought in from a file")


class State(TextChoices):
    """How far an incoming mail has come."""

    WAITING = "waiting", _("Waiting to be read")
    DONE = "done", _("Taken in")
    HELD = "held", _("Held back")


class MailOutcome(TextChoices):
    """What became of an incoming mail."""

    NONE = "", _("Nothing yet")
    OPENED = "opened", _("Opened a conversation")
    APPENDED = "appended", _("Joined a conversation")
    DUPLICATE = "duplicate", _("Had come before")
    BOUNCE = "bounce", _("Our mail came back")
    AUTO_REPLY = "auto_reply", _("Automatic answer")
    QUARANTINED = "quarantined", _("Held back")


class Progress(TextChoices):
    """How far an outgoing mail has come."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")


class Security(TextChoices):
    """How the way to a mail server is protected."""

    TLS = "tls", _("TLS from the start (usual, port 993)")
    STARTTLS = "starttls", _("STARTTLS (port 143)")
    NONE = "none", _("None: only within your own network")


class Afterwards(TextChoices):
    """What becomes of fetched mail on its server."""

    LEAVE = "leave", _("Left as it is")
    SEEN = "seen", _("Marked as read")
    MOVE = "move", _("Moved to a folder")


class Backlog(TextChoices):
    """How much of the past a new account brings along."""

    NONE = "none", _("Only new mail from now on")
    DAYS = "days", _("Also the mail of the last days, as an archive")
    EVERYTHING = "everything", _("Everything, as an archive")


class Trouble(TextChoices):
    """Why an account cannot be read, in plain words."""

    PASSWORD = "password", _("The server does not accept this user name with this password.")
    UNKNOWN_HOST = "unknown_host", _("There is no server of this name. Is it spelled correctly?")
    NO_ANSWER = "no_answer", _("Nothing answers at this address and port.")
    TOO_SLOW = "too_slow", _("The server does not answer in time.")
    NO_TLS = "no_tls", _("The server does not speak TLS at this port. Try STARTTLS, or port 993.")
    NO_STARTTLS = "no_starttls", _("The server offers no STARTTLS. Try TLS from the start with port 993.")
    CERTIFICATE = (
        "certificate",
        _("The server's certificate is not valid for this name, or nobody vouches for it."),
    )
    NO_IMAP = "no_imap", _("Something answers there, but it is no IMAP server.")
    NO_FOLDER = "no_folder", _("There is no such folder on the server.")
    NO_TARGET = "no_target", _("There is no folder on the server to which fetched mail could be moved.")
    SEALED = "sealed", _("The password that was kept cannot be read any more. Enter it again.")
    CUT = "cut", _("The connection was cut.")
    REFUSED = "refused", _("The server refuses what it was asked.")
    CONSENT = "consent", _("The provider does not let Pult in any more. Sign in again.")
    ENTRY = (
        "entry",
        _(
            "The mail server does not open this mailbox for whoever signed in. "
            "Is IMAP switched on for it, and was it this mailbox's own account?"
        ),
    )
    NO_REFRESH = (
        "no_refresh",
        _(
            "The provider lets Pult in for an hour only. Take Pult out of the account's connected apps, and try again."
        ),
    )
    CLIENT = "client", _("The provider does not know Pult by this client ID and secret.")
    PROVIDER = "provider", _("The provider's sign-in does not answer as it should. It is tried again.")
    OWN = "own", _("Something went wrong here while mail was fetched. It is tried again.")


class ProviderKind(TextChoices):
    """Providers at which Pult may sign in without a password."""

    GOOGLE = "google", "Google"
    MICROSOFT = "microsoft", "Microsoft 365"
    OTHER = "other", _("Another provider")


class Alarm(TextChoices):
    """What somebody should look after."""

    FAILING = "failing", _("No mail can be fetched.")
    ENDING = "ending", _("The sign-in at the provider ends within days. Sign in again before that.")
    STALE = "stale", _("Nobody has looked for mail for some time. Is a worker running?")
    MISSING = "missing", _("The server has mail that the desk has not.")
    QUIET = "quiet", _("No mail has come for unusually long.")


@dataclass(frozen=True, kw_only=True)
class Server:
    """How to get into a mailbox on another server: with a password, or with a provider's token."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    token: str = field(default="", repr=False)
    folder: str = "INBOX"
    moved_to: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a look into a folder tells: its numbering, what the next mail will be called, how much is there."""

    validity: int
    next_uid: int
    count: int
    has_idle: bool

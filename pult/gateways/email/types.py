"""The values of the mail door: states, outcomes, rights."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.rights import MANAGERS_UP


class Right(StrEnum):
    """What the mail door lets people do."""

    MANAGE = "email.manage"


rights.declare(Right.MANAGE, _("See held mail and the outbox, and try again"), granted_to=MANAGERS_UP)


HELD_BECAUSE = {
    "no_inbox": _("It was written to an address that is none of our mailboxes."),
    "no_sender": _("It names nobody to whom an answer could go."),
    "own_mail": _("We sent it ourselves; taking it in would answer ourselves for ever."),
    "from_own_address": _("It comes from one of our own mailboxes."),
    "too_many_hops": _("It has passed so many servers that they must be going round in circles."),
    "error": _("Something went wrong while it was read. The original is kept."),
}


class Source(TextChoices):
    """How a mail reached us."""

    SMTP = "smtp", _("Mail listener")
    COMMAND = "command", _("Command line")
    PAGE = "page", _("Web page")


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

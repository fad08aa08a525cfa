"""The values of imports: where they come from, how far they are, why something was left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.conversations.types import Priority, Status
from pult.foundation import rights
from pult.foundation.audit import acts


class Right(StrEnum):
    """What imports let people do."""

    MANAGE = "desks.manage"


rights.declare(Right.MANAGE, _("Bring conversations in from other desks"))


class Act(StrEnum):
    """The privileged acts about imports, as the audit log names them."""

    STARTED = "import.started"
    STOPPED = "import.stopped"


acts.declare(Act.STARTED, _("Started an import from another desk"))
acts.declare(Act.STOPPED, _("Stopped an import from another desk"))


class SourceKind(TextChoices):
    """The desks that are understood."""

    ZENDESK = "zendesk", "Zendesk"
    FREESCOUT = "freescout", "FreeScout"
    OSTICKET = "osticket", "osTicket"
    ZAMMAD = "zammad", "Zammad"
    CSV = "csv", pgettext_lazy("import", "CSV table")


# Which desks are read from files, and which over the network.
FROM_FILES = (SourceKind.ZENDESK, SourceKind.FREESCOUT, SourceKind.OSTICKET, SourceKind.CSV)
OVER_NETWORK = (SourceKind.ZENDESK, SourceKind.ZAMMAD)


class RunState(TextChoices):
    """How far an import is."""

    WAITING = "waiting", pgettext_lazy("import", "Waiting to begin")
    RUNNING = "running", pgettext_lazy("import", "Running")
    OVER = "over", pgettext_lazy("import", "Finished")
    STOPPED = "stopped", pgettext_lazy("import", "Stopped")
    FAILED = "failed", pgettext_lazy("import", "Broken off")


GOING = (RunState.WAITING, RunState.RUNNING)


class Reason(TextChoices):
    """Why something of the other desk is not here, or not as it was."""

    UNREADABLE = "unreadable", _("It could not be read.")
    NO_KEY = "no_key", _("It has no number of its own.")
    SPAM = "spam", _("It was spam there.")
    DELETED = "deleted", _("It was deleted there.")
    EMPTY = "empty", _("Nothing was said in it.")
    REPEATED = "repeated", _("The same number came more than once; it was taken once.")
    NOBODY = "nobody", _("Whoever wrote is not in the data; the name that was known is kept.")
    NO_DATE = "no_date", _("Its date is missing or cannot be true; the nearest known one is used.")
    CUT = "cut", _("The text is longer than what is kept; the rest was cut off.")
    TOO_LARGE = "too_large", _("The file is larger than what is kept.")
    NO_FILE = "no_file", _("The file could not be fetched.")
    UNKNOWN_STATUS = "unknown_status", _("The status is not known here; it was brought in as open.")
    REFUSED = "refused", _("It does not fit.")


@dataclass(frozen=True)
class Way:
    """How to reach a desk over the network. The token is never shown and never logged."""

    address: str
    user: str = ""
    token: str = field(default="", repr=False)


@dataclass(frozen=True)
class Terms:
    """How what comes in is understood."""

    statuses: Mapping[str, Status] = field(default_factory=dict)
    priorities: Mapping[str, Priority] = field(default_factory=dict)
    everything_closed: bool = False
    with_files: bool = True

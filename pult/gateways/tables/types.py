"""The values of tables of customers: what they hold, what happens to whom is known, how far an import is."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import SUPERVISORS_UP


class Right(StrEnum):
    """What tables of customers let people do."""

    IMPORT = "tables.import"
    EXPORT = "tables.export"


rights.declare(Right.IMPORT, _("Bring customers and companies in from tables"), granted_to=SUPERVISORS_UP)
rights.declare(Right.EXPORT, _("Take customers and companies along as tables"), granted_to=SUPERVISORS_UP)


class Act(StrEnum):
    """The privileged acts about tables, as the audit log names them."""

    STARTED = "table.import_started"
    STOPPED = "table.import_stopped"
    EXPORTED = "table.exported"


acts.declare(Act.STARTED, _("Started bringing a table in"))
acts.declare(Act.STOPPED, _("Stopped bringing a table in"))
acts.declare(Act.EXPORTED, _("Took customers or companies along as a table"))


class What(TextChoices):
    """What a row of a table is."""

    CUSTOMERS = "customers", _("Customers")
    COMPANIES = "companies", _("Companies")


class Known(TextChoices):
    """What happens to those who are here already."""

    FILL = "fill", _("Fill in only what is empty")
    OVERWRITE = "overwrite", _("Replace what is there")
    SKIP = "skip", _("Leave them as they are")


class State(TextChoices):
    """How far an import is."""

    CHOOSING = "choosing", pgettext_lazy("import", "Not begun")
    WAITING = "waiting", pgettext_lazy("import", "Waiting to begin")
    RUNNING = "running", pgettext_lazy("import", "Running")
    OVER = "over", pgettext_lazy("import", "Finished")
    STOPPED = "stopped", pgettext_lazy("import", "Stopped")
    FAILED = "failed", pgettext_lazy("import", "Broken off")


GOING = (State.WAITING, State.RUNNING)


class Verdict(TextChoices):
    """What becomes of a row."""

    NEW = "new", pgettext_lazy("row of a table", "New")
    CHANGED = "changed", pgettext_lazy("row of a table", "Changed")
    SAME = "same", pgettext_lazy("row of a table", "Stays as it is")
    REFUSED = "refused", pgettext_lazy("row of a table", "Refused")

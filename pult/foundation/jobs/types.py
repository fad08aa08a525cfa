"""The values of jobs: what is done to failed ones by hand, as the audit log names it."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from pult.foundation.audit import acts


class Act(StrEnum):
    """What somebody does to a job that failed."""

    RETRIED = "job.retried"
    REMOVED = "job.removed"


acts.declare(Act.RETRIED, _("Ran a failed job again"))
acts.declare(Act.REMOVED, _("Removed a failed job"))

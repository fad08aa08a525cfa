"""The values of scorecards: kinds of criteria, how a mark counts, states, rights, audited acts, marks."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import MANAGERS_UP, SUPERVISORS_UP


class Right(StrEnum):
    """What scorecards let people do. Raters need none of these: they see what they were asked to judge."""

    MANAGE = "scorecards.manage"
    LEAD = "scorecards.lead"
    READ_RESULTS = "scorecards.read_results"


rights.declare(Right.MANAGE, _("Write and publish scorecards"), granted_to=MANAGERS_UP)
rights.declare(
    Right.LEAD,
    _("Ask people to judge with a scorecard, close a panel, lead a calibration"),
    granted_to=SUPERVISORS_UP,
)
rights.declare(
    Right.READ_RESULTS, _("Read marks and agreement, once a panel is complete"), granted_to=SUPERVISORS_UP
)


class Act(StrEnum):
    """The audited acts of scorecards."""

    PANEL_CLOSED = "panel.closed"
    MARKS_SEEN = "panel.marks_seen"
    WITHDRAWN = "assessment.withdrawn"
    CALIBRATED = "mark.calibrated"
    ERASED = "panel.erased"


for act, label in {
    Act.PANEL_CLOSED: _("Closed a panel before everybody had judged"),
    Act.MARKS_SEEN: _("Saw the marks of other raters"),
    Act.WITHDRAWN: _("Withdrew from a panel without judging"),
    Act.CALIBRATED: _("Changed a mark in a calibration"),
    Act.ERASED: _("Erased the words of a panel"),
}.items():
    acts.declare(act, label)


class Kind(TextChoices):
    """How a criterion is answered."""

    SCALE = "scale", pgettext_lazy("kind of criterion", "Scale with anchors")
    CHECK = "check", pgettext_lazy("kind of criterion", "Yes or no")
    TEXT = "text", pgettext_lazy("kind of criterion", "Written words")


class Critical(TextChoices):
    """What a low mark fails."""

    NONE = "none", pgettext_lazy("a low mark fails", "Nothing")
    SECTION = "section", pgettext_lazy("a low mark fails", "Its section")
    WHOLE = "whole", pgettext_lazy("a low mark fails", "The whole scorecard")


class Evidence(TextChoices):
    """When evidence has to be written down before a mark counts."""

    OPTIONAL = "optional", pgettext_lazy("evidence", "If there is something to say")
    LOW = "low", pgettext_lazy("evidence", "Under a low mark")
    ALWAYS = "always", pgettext_lazy("evidence", "For every mark")


class State(TextChoices):
    """How an assessment stands."""

    DRAFT = "draft", pgettext_lazy("assessment", "Being written")
    SUBMITTED = "submitted", pgettext_lazy("assessment", "Submitted")
    WITHDRAWN = "withdrawn", pgettext_lazy("assessment", "Withdrawn")


LOWEST, HIGHEST = 1, 5  # the scale that every other is brought to
LONGEST_SCALE = 10
MOST_WORDS = 5_000  # letters of evidence


@dataclass(frozen=True, slots=True)
class Mark:
    """What a rater gave: a number, or that the criterion does not apply; neither when it is still open."""

    value: int | None = None
    is_na: bool = False

    @property
    def is_given(self) -> bool:
        """Whether the rater has decided."""
        return self.is_na or self.value is not None

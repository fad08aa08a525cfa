"""What scorecards refuse."""

from pult.foundation.errors import DomainError, Invalid


class NeverChanges(DomainError):
    """A published version stays as it is."""

    code = "version_never_changes"


class NotYours(DomainError):
    """Only the rater writes in an assessment."""

    code = "not_your_assessment"
    status = 403


class AlreadySubmitted(DomainError):
    """What was submitted or withdrawn is locked."""

    code = "assessment_locked"


class StillBlind(DomainError):
    """Somebody still judges alone."""

    code = "still_blind"


class NotReady(Invalid):
    """Something is missing before this can be done."""

    code = "not_ready"


class ChangedElsewhere(DomainError):
    """The same criterion was saved from another window in between."""

    code = "changed_elsewhere"

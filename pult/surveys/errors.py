"""What surveys refuse."""

from pult.foundation.errors import DomainError


class LinkForged(DomainError):
    """The link was not made by this house, or has been damaged on its way."""

    code = "survey_link_unknown"
    status = 404


class LinkExpired(DomainError):
    """The link is too old."""

    code = "survey_link_expired"
    status = 410


class TooLateToChange(DomainError):
    """The answers stand."""

    code = "answers_stand"


class AlreadyAnswered(DomainError):
    """Somebody has answered by this link, and nobody can tell any more with which words."""

    code = "already_answered"


class AnswersIncomplete(DomainError):
    """Something that must be answered is missing, or is no answer to the question."""

    code = "answers_incomplete"
    status = 422


class VersionInUse(DomainError):
    """What people have been asked stays as it was asked."""

    code = "survey_version_in_use"


class NothingToAsk(DomainError):
    """A survey without a published version asks nothing."""

    code = "nothing_to_ask"


class UnknownSurvey(DomainError):
    """No survey has this key."""

    code = "survey_unknown"
    status = 404

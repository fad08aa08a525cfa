"""What feedback refuses."""

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
    """The rating stands."""

    code = "rating_stands"

"""What notifications refuses."""

from pult.foundation.errors import DomainError


class BadBrowser(DomainError):
    """What the browser handed over is no place that a notice could be sent to."""

    code = "browser_unusable"
    status = 422

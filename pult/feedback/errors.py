"""What feedback refuses."""

from pult.foundation.errors import DomainError


class NotAsked(DomainError):
    """Nobody has been asked yet, so nobody can answer."""

    code = "not_asked"

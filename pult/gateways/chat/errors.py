"""What the chat door refuses, in sentences that a visitor may read."""

from pult.foundation.errors import DomainError, Invalid

__all__ = ["Blocked", "ChatIsOver", "Forged", "Invalid", "TooFast", "TooLong"]


class Blocked(DomainError):
    """Somebody who may not chat."""

    code = "blocked"
    status = 403


class ChatIsOver(DomainError):
    """The chat has ended; a new one can begin."""

    code = "chat_is_over"


class Forged(DomainError):
    """The website has not vouched for this."""

    code = "forged_identity"
    status = 403


class TooLong(DomainError):
    """More than anybody should say at once."""

    code = "too_long"
    status = 413


class TooFast(DomainError):
    """More often than anybody can type."""

    code = "too_fast"
    status = 429

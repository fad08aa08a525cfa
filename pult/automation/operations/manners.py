"""Whether something that acts by itself may write to a customer: the doors know whom one does not answer."""

from collections.abc import Callable

from pult.conversations.models import Conversation

Check = Callable[[Conversation], bool]

_CHECKS: list[Check] = []


def declare(check: Check) -> Check:
    """Let a door have its word."""
    if check not in _CHECKS:
        _CHECKS.append(check)
    return check


def may_speak(conversation: Conversation) -> bool:
    """Whether nobody objects."""
    return all(check(conversation) for check in _CHECKS)

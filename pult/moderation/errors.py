"""What moderation refuses."""

from pult.foundation.errors import DomainError, Invalid


class NotASender(Invalid):
    """It is neither an address nor a domain."""

    code = "not_a_sender"


class OwnSender(Invalid):
    """One's own mailbox, or a colleague, cannot be blocked."""

    code = "own_sender"


class NeedsSaying(DomainError):
    """Blocking this would reach further than it looks: it has to be said twice."""

    code = "needs_confirmation"


class MayNot(DomainError):
    """It takes another right."""

    code = "may_not_list"
    status = 403

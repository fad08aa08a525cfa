"""What a session keeps while somebody is away at a provider: what they filled in, and how their return is known."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.crypto import constant_time_compare

from pult.foundation.web import Request

from .consent import new_secret

KEY = "mailbox_consent"
LASTS = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Pending:
    """One consent on its way."""

    inbox_id: int
    given: dict[str, Any]
    state: str
    verifier: str
    until: float

    @classmethod
    def begun(cls, inbox_id: int, given: dict[str, Any]) -> "Pending":
        """From now on, for a quarter of an hour."""
        until = (timezone.now() + LASTS).timestamp()
        return cls(inbox_id=inbox_id, given=given, state=new_secret(), verifier=new_secret(), until=until)


def keep(request: Request, pending: Pending) -> None:
    """One at a time: who begins another has given up the first."""
    request.session[KEY] = asdict(pending)


def kept(request: Request, inbox_id: int) -> Pending | None:
    """What is under way for this inbox."""
    pending = _read(request)
    return pending if pending and pending.inbox_id == inbox_id else None


def take(request: Request, state: str) -> Pending | None:
    """What was under way with this state; it comes back once."""
    pending = _read(request)
    if pending is None or not constant_time_compare(state, pending.state):
        return None
    del request.session[KEY]
    return pending


def _read(request: Request) -> Pending | None:
    said = request.session.get(KEY)
    pending = Pending(**said) if said else None
    return pending if pending and pending.until > timezone.now().timestamp() else None

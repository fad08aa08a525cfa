"""Why a call failed: what the endpoint answered says more than the error that came of it."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import httpx2
from pydantic_ai.exceptions import ContentFilterError, OutputTokenLimitExceeded

from .types import Failure
from .wire import Heard, NotAllowed, TooMuch

_BY_STATUS: Final = {
    401: Failure.WRONG_KEY,
    402: Failure.BUSY,
    403: Failure.FORBIDDEN,
    405: Failure.WRONG_ADDRESS,
    408: Failure.TOO_SLOW,
    413: Failure.TOO_LONG,
    429: Failure.BUSY,
    504: Failure.TOO_SLOW,
}
_BY_ERROR: Final[tuple[tuple[type[Exception], Failure], ...]] = (
    (NotAllowed, Failure.NOT_ALLOWED),
    (TooMuch, Failure.TOO_LONG),
    (ContentFilterError, Failure.REFUSED),
    (OutputTokenLimitExceeded, Failure.TOO_LONG),
    (TimeoutError, Failure.TOO_SLOW),
    (httpx2.TimeoutException, Failure.TOO_SLOW),
    (httpx2.ConnectError, Failure.UNREACHABLE),
    (httpx2.UnsupportedProtocol, Failure.WRONG_ADDRESS),
    (httpx2.TransportError, Failure.CUT),
)


def reason_of(error: BaseException, heard: Heard) -> Failure:
    """The failure that a person reads about."""
    chain = list(_chain(error))
    for kind, failure in _BY_ERROR:
        if any(isinstance(one, kind) for one in chain):
            return failure
    if heard.status >= 300:
        return _of_status(heard)
    # It answered well, but not as a model does, or not in the shape.
    looks_right = b'"choices"' in heard.begin.replace(b" ", b"") or "choices" in heard.begin.decode(
        errors="replace"
    )
    return Failure.WRONG_SHAPE if looks_right else Failure.NOT_JSON


def _of_status(heard: Heard) -> Failure:
    if heard.status < 400:
        return Failure.REDIRECT
    if heard.status == 404 or (heard.status == 400 and b"model_not_found" in heard.begin):
        return Failure.UNKNOWN_MODEL if _speaks_of_a_model(heard) else Failure.WRONG_ADDRESS
    if heard.status >= 500:
        return _BY_STATUS.get(heard.status, Failure.BROKEN)
    return _BY_STATUS.get(heard.status, Failure.REJECTED)


def _speaks_of_a_model(heard: Heard) -> bool:
    return "json" in heard.kind and re.search(rb"\bmodel", heard.begin) is not None


def _chain(error: BaseException | None) -> "list[BaseException]":
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def seconds_of(retry_after: str, *, at: datetime | None = None) -> float | None:
    """How long the endpoint asks to wait: seconds, or a moment."""
    text = retry_after.strip()
    if re.fullmatch(r"\d{1,6}(\.\d+)?", text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (at or datetime.now(UTC))).total_seconds())

"""The signed links that lead to a survey: one for one person, or one for many."""

from django.conf import settings
from django.core import signing
from django.core.signing import BadSignature

INVITED, OPEN = "pult.surveys.invitation", "pult.surveys.open"


def token_for(invitation_id: int) -> str:
    """What stands in the link of one person."""
    return signing.dumps(invitation_id, salt=INVITED)


def open_token_for(survey_id: int) -> str:
    """What stands in the link for everybody."""
    return signing.dumps(survey_id, salt=OPEN)


def invitation_in(token: str) -> int | None:
    """The invitation behind a link, or None when it is no such link."""
    return _read(token, INVITED)


def survey_in(token: str) -> int | None:
    """The survey behind a link for everybody, or None when it is no such link."""
    return _read(token, OPEN)


def address_of(token: str, score: int | None = None, *, at: str = "") -> str:
    """The whole address that a mail carries; `at` is another address than that of the installation."""
    address = f"{at or settings.APP_URL}/survey/{token}"
    return address if score is None else f"{address}?score={score}"


def _read(token: str, salt: str) -> int | None:
    try:
        found = signing.loads(token, salt=salt)
    except BadSignature:
        return None
    return found if isinstance(found, int) else None

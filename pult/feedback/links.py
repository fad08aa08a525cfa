"""The signed links that lead a customer to their survey."""

from datetime import timedelta

from django.conf import settings as django_settings
from django.core import signing

SALT = "pult.feedback.survey"


def token_for(invitation_id: int) -> str:
    """What stands in the link: which invitation, since when, signed."""
    return signing.dumps(invitation_id, salt=SALT)


def read_token(token: str, *, valid_for: timedelta) -> int:
    """The invitation behind a link. Raises Django's BadSignature, or its SignatureExpired."""
    found: int = signing.loads(token, salt=SALT, max_age=valid_for)
    return found


def address_of(token: str, score: int | None = None) -> str:
    """The whole address that a mail carries."""
    address = f"{django_settings.APP_URL}/survey/{token}"
    return address if score is None else f"{address}?score={score}"

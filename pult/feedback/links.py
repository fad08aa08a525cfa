"""The links of mails that went out before surveys had a room of their own. They go on working."""

from django.core import signing

SALT = "pult.feedback.survey"


def read_token(token: str) -> int | None:
    """Who was asked by this link, or None when it is no such link."""
    try:
        found = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None

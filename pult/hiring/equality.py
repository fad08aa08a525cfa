"""The key to voluntary answers: a digest of the application's number that only this installation can make."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

SALT = "pult.hiring.equality"
VALID_FOR = timedelta(days=400)


def digest_of(application_id: int) -> str:
    """Under which key the answers of this applicant are kept."""
    return salted_hmac(SALT, str(application_id), algorithm="sha256").hexdigest()


def address_of(application_id: int, locale: str) -> str:
    """The link to the form; what stands in it leads to the answers only, never to the application."""
    token = signing.dumps(digest_of(application_id), salt=SALT)
    return f"{settings.APP_URL}{reverse('hiring:equality', kwargs={'locale': locale, 'token': token})}"


def read_token(token: str) -> str:
    """The key behind a link. Raises Django's BadSignature."""
    return str(signing.loads(token, salt=SALT, max_age=VALID_FOR))

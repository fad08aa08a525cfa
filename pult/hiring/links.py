"""The signed links by which candidates come to their own page, and referees to theirs."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "pult.hiring.status"
VALID_FOR = timedelta(days=400)
REFERENCE_SALT = "pult.hiring.reference"
REFERENCE_VALID_FOR = timedelta(days=30)


def token_for(application_id: int, link_key: str) -> str:
    """What stands in the link: which application, and the candidate's key, signed."""
    return signing.dumps([application_id, link_key], salt=SALT)


def read_token(token: str) -> tuple[int, str]:
    """The application and the key behind a link. Raises Django's BadSignature, or its SignatureExpired."""
    application_id, link_key = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    return int(application_id), str(link_key)


def address_of(application_id: int, link_key: str) -> str:
    """The whole address that a letter carries."""
    path = reverse("hiring:status", kwargs={"token": token_for(application_id, link_key)})
    return f"{settings.APP_URL}{path}"


def reference_token(referee_id: int, link_key: str) -> str:
    """What stands in a referee's link."""
    return signing.dumps([referee_id, link_key], salt=REFERENCE_SALT)


def read_reference_token(token: str) -> tuple[int, str]:
    """The referee and the key behind a link. Raises Django's BadSignature, or its SignatureExpired."""
    referee_id, link_key = signing.loads(token, salt=REFERENCE_SALT, max_age=REFERENCE_VALID_FOR)
    return int(referee_id), str(link_key)


def reference_address(referee_id: int, link_key: str) -> str:
    """The whole address that the letter to a referee carries."""
    path = reverse("hiring:reference", kwargs={"token": reference_token(referee_id, link_key)})
    return f"{settings.APP_URL}{path}"


def own_trial_address() -> str:
    """The whole address of the page on which somebody reads about their own trial period, once they are signed in."""
    return f"{settings.APP_URL}{reverse('hiring:own-trial')}"


PLAY_SALT = "pult.hiring.play"


def play_address(play_id: int, link_key: str) -> str:
    """The whole address of a role play that a candidate writes."""
    token = signing.dumps([play_id, link_key], salt=PLAY_SALT)
    return f"{settings.APP_URL}{reverse('hiring:play', kwargs={'token': token})}"


def read_play_token(token: str) -> tuple[int, str]:
    """The play and the candidate's key behind a link. Raises Django's BadSignature."""
    play_id, link_key = signing.loads(token, salt=PLAY_SALT, max_age=VALID_FOR)
    return int(play_id), str(link_key)

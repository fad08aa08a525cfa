"""Which of the browsers that tell something this one is."""

from typing import TypeVar

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from .models import Browser

COOKIE = "pult_told"
SALT = "notifications.browser"
# As long as browsers keep a cookie at all.
KEPT_SECONDS = 400 * 24 * 60 * 60

Answer = TypeVar("Answer", bound=HttpResponse)


def remember(response: Answer, browser: Browser) -> Answer:
    """Let this browser say which one it is; nobody else can, and no script reads it."""
    response.set_cookie(
        COOKIE,
        signing.dumps(browser.pk, salt=SALT),
        max_age=KEPT_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def browser_of(request: HttpRequest) -> Browser | None:
    """The browser that asks, if somebody is told in it."""
    try:
        pk = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except signing.BadSignature:
        return None
    return Browser.objects.filter(pk=pk).select_related("person").first()

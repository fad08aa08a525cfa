"""Opening a signed link: the survey behind it, or a kind answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override

from pult.feedback import queries as feedback
from pult.foundation.errors import DomainError
from pult.surveys import queries as surveys
from pult.surveys.models import Invitation, Survey, Version


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A survey that somebody has opened by their own link, or by the one for everybody."""

    token: str
    survey: Survey
    version: Version
    language: str
    invitation: Invitation | None

    @property
    def cookie(self) -> str:
        """The name under which a browser remembers that it has answered by the link for everybody."""
        return f"answered-{self.survey.pk}"


View = Callable[[HttpRequest, Opened], HttpResponse]


def survey_link(view: View) -> Callable[..., HttpResponse]:
    """Give the view what was opened, and speak its reader's language; explain what cannot be done."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            found = _found(token)
        except DomainError as refusal:
            return _secret(_gone(request, refusal))
        with override(found.language):
            try:
                response = view(request, found)
            except DomainError as refusal:
                response = _gone(request, refusal)
        response["Content-Language"] = found.language
        return _secret(response)

    return opened


def _found(token: str) -> Opened:
    invitation = surveys.invitation_behind(token) or _earlier(token)
    if invitation is not None:
        return Opened(
            token=token,
            survey=invitation.survey,
            version=invitation.version,
            language=invitation.language,
            invitation=invitation,
        )
    survey = surveys.open_survey_behind(token)
    assert survey.live is not None
    language = get_language() or "en"
    return Opened(token=token, survey=survey, version=survey.live, language=language, invitation=None)


def _earlier(token: str) -> Invitation | None:
    found = feedback.invitation_by_earlier_link(token)
    return surveys.must_be_fresh(found) if found else None


def _gone(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    return render(request, "portal/survey_gone.html", {"refusal": refusal}, status=refusal.status)


def _secret(response: HttpResponse) -> HttpResponse:
    """The address is somebody's key: nobody else is told of it."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response

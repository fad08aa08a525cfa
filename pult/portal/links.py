"""Opening a signed link: the survey behind it, or a kind answer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, override

from pult.accounts.types import Language
from pult.brands import queries as brands
from pult.brands.models import Brand
from pult.feedback import queries as feedback
from pult.foundation.errors import DomainError
from pult.surveys import queries as surveys
from pult.surveys.models import Invitation, Survey, Version

from .queries.centre import look_of


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A survey that somebody has opened by their own link, or by the one for everybody."""

    token: str
    survey: Survey
    version: Version
    language: str
    invitation: Invitation | None
    is_language_chosen: bool = False

    def address(self, **query: str) -> str:
        """Where this page is, in the language that was chosen on it."""
        chosen = {"language": self.language} if self.is_language_chosen else {}
        address = reverse("portal:survey", args=[self.token])
        return f"{address}?{urlencode(chosen | query)}" if chosen or query else address

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
            found = _in_chosen_language(_found(token), request.GET.get("language", ""))
        except DomainError as refusal:
            return _secret(_gone(request, refusal))
        request.brand = look_of(_brand(request, found), home=found.address())  # type: ignore[attr-defined]
        with override(found.language):
            try:
                response = view(request, found)
            except DomainError as refusal:
                response = _gone(request, refusal)
        response["Content-Language"] = found.language
        return _secret(response)

    return opened


def _brand(request: HttpRequest, opened: Opened) -> Brand:
    """The brand at whose host the page is read; at the main host, the one through which they have asked."""
    here = brands.shown_by(request)
    if not here.is_house or not brands.is_several() or opened.invitation is None:
        return here
    asked = feedback.asked_about_subject(opened.invitation.about)
    inbox = asked.conversation.inbox if asked else None
    return brands.brand_of(inbox.brand_id if inbox else None)


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


def _in_chosen_language(opened: Opened, chosen: str) -> Opened:
    if chosen not in Language.values:
        return opened
    return replace(opened, language=chosen, is_language_chosen=True)


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

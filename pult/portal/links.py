"""Opening a signed link: the invitation behind it, or a kind answer."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from pult.feedback import queries as feedback
from pult.feedback.models import SurveyInvitation
from pult.foundation.errors import DomainError

Opened = Callable[[HttpRequest, SurveyInvitation, str], HttpResponse]


def survey_link(view: Opened) -> Callable[..., HttpResponse]:
    """Give the view the invitation, and speak the customer's language; explain what cannot be done."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            invitation = feedback.invitation_behind(token)
        except DomainError as refusal:
            return render(request, "portal/survey_gone.html", {"refusal": refusal}, status=refusal.status)
        with override(invitation.language):
            try:
                response = view(request, invitation, token)
            except DomainError as refusal:
                words = {"refusal": refusal}
                response = render(request, "portal/survey_gone.html", words, status=refusal.status)
        response["Content-Language"] = invitation.language
        response["Referrer-Policy"] = "no-referrer"  # the address is the customer's key
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened

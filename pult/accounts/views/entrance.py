"""Before somebody is in: invitations and the language of the door."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from pult.accounts import http, operations
from pult.accounts.errors import InvitationClosed
from pult.accounts.forms import AcceptForm
from pult.accounts.models import Invitation
from pult.accounts.types import Language
from pult.foundation.web import Request

YEAR = 60 * 60 * 24 * 365


def read_invitation(request: Request, link: str) -> HttpResponse:
    """The invited person says who they are; the page speaks the language they were invited in."""
    invitation = Invitation.objects.for_link(link)
    if invitation is None or not invitation.is_open(timezone.now()):
        return render(request, "accounts/invitation_closed.html", status=InvitationClosed.status)
    translation.activate(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or invitation.language)
    form = AcceptForm(invitation=invitation)
    return render(request, "accounts/invitation.html", {"form": form, "invitation": invitation})


@sensitive_post_parameters("password")
def accept_invitation(request: Request, link: str) -> HttpResponse:
    """The account is made and its owner signed in."""
    invitation = Invitation.objects.for_link(link)
    if invitation is None or not invitation.is_open(timezone.now()):
        return render(request, "accounts/invitation_closed.html", status=InvitationClosed.status)
    form = AcceptForm(request.POST, invitation=invitation)
    if not form.is_valid():
        return render(
            request, "accounts/invitation.html", {"form": form, "invitation": invitation}, status=422
        )
    person = operations.accept(invitation, **form.cleaned_data)
    return http.sign_in(request, person, then="/app/")


def change_language(request: Request) -> HttpResponse:
    """Remember the language of somebody who is not signed in; those who are have it in their profile."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse(settings.LOGIN_URL)
    response = redirect(back)
    if chosen in Language.values:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response

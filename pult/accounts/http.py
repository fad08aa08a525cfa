"""Signing somebody in from a view of another context, the way every sign-in goes."""

from typing import cast

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse

from .models import Person


def sign_in(request: HttpRequest, person: Person, *, then: str) -> HttpResponse:
    """Sign this person in and lead them on."""
    return cast("HttpResponse", perform_login(request, person, redirect_url=then))

"""The door to all settings."""

from django.http import HttpResponse
from django.shortcuts import redirect

from pult.foundation.web import Request
from pult.ui.navigation import Place, links_for


def read_settings(request: Request) -> HttpResponse:
    """The first page of settings that this person may use."""
    links = links_for(request.actor, path=request.path, place=Place.SETTINGS)
    return redirect(links[0].url if links else "accounts:profile")

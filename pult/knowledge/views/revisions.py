"""The versions of a text: side by side, and restored."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.knowledge import operations, pages
from pult.knowledge.models import Revision

from .finding import translation_of


def list_revisions(request: Request, pk: int, language: str) -> HttpResponse:
    """Every version, and what is different between two of them."""
    translation = translation_of(request, pk, language)
    return render(
        request, "knowledge/revisions.html", pages.revisions(translation, request.actor, request.GET)
    )


def create_restoration(request: Request, pk: int, language: str, number: int) -> HttpResponse:
    """Begin a draft with what an earlier version said."""
    translation = translation_of(request, pk, language)
    revision = get_object_or_404(
        Revision.objects.visible_to(request.actor), translation=translation, number=number
    )
    operations.restore(revision, by=request.actor)
    messages.success(request, _("The draft says now what that version said. Publish it when it is right."))
    return redirect("knowledge:draft", pk, language)

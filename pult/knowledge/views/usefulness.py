"""Whether articles help, and what readers wrote about them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from pult.foundation.web import Request
from pult.knowledge import gap_pages, operations
from pult.knowledge.models import Feedback


def list_usefulness(request: Request) -> HttpResponse:
    """Every article that was read or judged, with how sure its share is."""
    page = gap_pages.usefulness(request.actor, request.GET, timezone.now())
    return render(request, "knowledge/gaps/usefulness.html", page)


def list_comments(request: Request) -> HttpResponse:
    """What readers wrote, the newest first."""
    return render(request, "knowledge/gaps/comments.html", gap_pages.comments(request.actor, request.GET))


def create_settlement(request: Request, pk: int) -> HttpResponse:
    """Somebody has dealt with a comment."""
    operations.settle_comment(comment_of(request, pk), by=request.actor)
    return redirect(_back(request))


def create_reopening(request: Request, pk: int) -> HttpResponse:
    """A comment is still to be dealt with."""
    operations.reopen_comment(comment_of(request, pk), by=request.actor)
    return redirect(_back(request))


def comment_of(request: Request, pk: int) -> Feedback:
    """What one reader said, if it is about a document that somebody may see."""
    seen = Feedback.objects.visible_to(request.actor).with_words().select_related("translation")
    return get_object_or_404(seen, pk=pk)


def _back(request: Request) -> str:
    """The list as it was shown."""
    return gap_pages.list_of_comments(request.POST)

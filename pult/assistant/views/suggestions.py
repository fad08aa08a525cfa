"""What is suggested beside a conversation, and what became of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pult.assistant import model_pages, operations, queries
from pult.assistant.forms import SuggestionForm
from pult.conversations.models import Conversation
from pult.foundation.errors import Invalid
from pult.foundation.web import Request


def _conversation(request: Request, pk: int) -> Conversation:
    conversation = queries.opened(request.actor, pk)
    if conversation is None:
        raise Http404
    return conversation


def list_suggestions(request: Request, pk: int) -> HttpResponse:
    """Articles, canned replies and similar conversations; asked for by the page once it stands."""
    conversation = _conversation(request, pk)
    found = queries.beside(conversation, request.actor)
    page = {
        "conversation": conversation,
        "articles": found.articles,
        "insertable": sum(not one.is_internal for one in found.articles),
        "model": model_pages.panel(conversation, request.actor),
        "canned": found.canned,
        "similar": found.similar,
    }
    return render(request, "assistant/suggestions.html", page)


def create_suggestion(request: Request, pk: int) -> HttpResponse:
    """It was used, or it does not fit."""
    conversation, form = _conversation(request, pk), SuggestionForm(request.POST)
    if not form.is_valid():
        raise Invalid(form.errors.as_text())
    operations.judge_suggestion(conversation, by=request.actor, **form.cleaned_data)
    return HttpResponse()


def create_article(request: Request, pk: int) -> HttpResponse:
    """A draft of an article with what was asked and answered here."""
    text = operations.draft_article(_conversation(request, pk), by=request.actor)
    messages.success(request, _("A draft “%(title)s” waits in Knowledge.") % {"title": text.title})
    return redirect("workspace:conversation", pk)

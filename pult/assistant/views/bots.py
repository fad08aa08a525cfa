"""Bots: the list, one bot, its threshold, the small talk of the house."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.assistant import operations, pages
from pult.assistant.forms import BotForm, ChatterForm, NewBotForm
from pult.assistant.models import Bot
from pult.assistant.types import Chat
from pult.foundation.web import Request


def _bot(request: Request, pk: int) -> Bot:
    return get_object_or_404(Bot.objects.visible_to(request.actor).select_related("inbox", "flow"), pk=pk)


def list_bots(request: Request) -> HttpResponse:
    """Every bot, and how it does."""
    return render(request, "assistant/bots.html", pages.bots(request.actor))


def create_bot(request: Request) -> HttpResponse:
    """A bot for a chat inbox."""
    form = NewBotForm(request.POST)
    if not form.is_valid():
        return render(request, "assistant/bots.html", pages.bots(request.actor, form=form), status=422)
    return redirect("assistant:bot", operations.open_bot(**form.cleaned_data, by=request.actor).pk)


def read_bot(request: Request, pk: int) -> HttpResponse:
    """How one bot answers, and from which score on."""
    return render(request, "assistant/bot.html", pages.bot(_bot(request, pk)))


def change_bot(request: Request, pk: int) -> HttpResponse:
    """Another name, time or flow; other questions before the hand-over."""
    form = BotForm(request.POST, instance=_bot(request, pk))
    bot = _bot(request, pk)
    if not form.is_valid():
        return render(request, "assistant/bot.html", pages.bot(bot, form=form), status=422)
    operations.change_bot(bot, by=request.actor, **form.values)
    operations.set_details(bot, form.details, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("assistant:bot", pk)


def create_threshold(request: Request, pk: int) -> HttpResponse:
    """Take the threshold that follows from what was said of the answers."""
    if operations.take_threshold(_bot(request, pk), by=request.actor):
        messages.success(request, _("Saved. The bot answers from this score on."))
    return redirect("assistant:bot", pk)


def list_chatter(request: Request) -> HttpResponse:
    """What visitors say besides questions, and what the bot answers."""
    return render(request, "assistant/chatter.html", pages.chatter())


def change_chatter(request: Request, kind: str) -> HttpResponse:
    """One kind of small talk in the words of the house, or as it was delivered."""
    if kind not in Chat.values:
        raise Http404
    if "reset" in request.POST:
        operations.reset_chatter(Chat(kind), by=request.actor)
        return redirect("assistant:chatter")
    form = ChatterForm(request.POST, answer={})
    if not form.is_valid():
        return render(request, "assistant/chatter.html", pages.chatter(Chat(kind), form), status=422)
    operations.change_chatter(Chat(kind), cues=form.phrases, answer=form.answer, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("assistant:chatter")

"""Role plays: the scene of a stage, the candidate's page on which one is written, and the customer's part in it."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor, Kind
from pult.foundation.errors import DomainError
from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.careers.frame import own_play
from pult.hiring.forms.checking import checked
from pult.hiring.forms.plays import EndForm, SayForm, SceneForm
from pult.hiring.models import Play
from pult.hiring.partner import Ending
from pult.hiring.types import PlayMode


def _candidate(play: Play) -> Actor:
    return Actor(kind=Kind.CANDIDATE, id=play.step.application.candidate_id)


def _page(request: HttpRequest, play: Play, token: str, **more: Any) -> HttpResponse:
    lines = list(play.lines.order_by("number"))
    page = {
        "play": play,
        "scene": play.scene.scene,
        "token": token,
        "lines": lines,
        "seen": lines[-1].number if lines else 0,
        "key": secrets.token_urlsafe(12),
        "text": "",
    }
    status = more.pop("status", 200)
    return render(request, "hiring/careers/play.html", {**page, **more}, status=status)


@own_play
def read_play(request: HttpRequest, play: Play, token: str) -> HttpResponse:
    """What has happened, and what was said so far."""
    return _page(request, play, token)


@own_play
def create_line(request: HttpRequest, play: Play, token: str) -> HttpResponse:
    """The candidate begins, says something, or ends. What cannot be taken is given back with the reason."""
    try:
        _act(request, play)
    except DomainError as refusal:
        play.refresh_from_db()
        said = request.POST.get("text", "")
        return _page(request, play, token, refusal=refusal, text=said, status=refusal.status)
    return redirect("hiring:play", token=token)


def _act(request: HttpRequest, play: Play) -> None:
    form, act = SayForm(request.POST), request.POST.get("act")
    form.is_valid()
    if act == "begin":
        operations.begin_play(play, by=_candidate(play))
    elif act == "end":
        operations.end_play(play, ending=Ending.STOPPED, by=_candidate(play))
    else:
        given = form.cleaned_data
        text, key, seen = given.get("text", ""), given.get("key", ""), given.get("seen")
        operations.say(play, text=text, key=key, seen=seen, by=_candidate(play))


@hiring()
def create_customer_line(request: Request, pk: int) -> HttpResponseBase:
    """An interviewer who plays the customer says something."""
    play = get_object_or_404(Play.objects.visible_to(request.actor), step=pk)
    given = checked(SayForm(request.POST))
    operations.speak_as_customer(play, text=given["text"], key=given["key"], by=request.actor)
    return redirect("hiring:step", pk=pk)


@hiring()
def create_play_end(request: Request, pk: int) -> HttpResponseBase:
    """The scene is over."""
    play = get_object_or_404(Play.objects.visible_to(request.actor), step=pk)
    ending = Ending(checked(EndForm(request.POST))["ending"])
    operations.end_play(play, ending=ending, by=request.actor)
    return redirect("hiring:step", pk=pk)


@hiring(*RUNS)
def read_scene(request: Request, pk: int) -> HttpResponse:
    """Which scene is played in a stage."""
    stage = get_object_or_404(queries.scenes_run_by(request.actor), pk=pk)
    chosen = queries.scene_of(stage)
    page = {"stage": stage, "chosen": chosen, "form": SceneForm(chosen=chosen)}
    return render(request, "hiring/scene.html", page)


@hiring(*RUNS)
def create_scene(request: Request, pk: int) -> HttpResponseBase:
    """Choose it."""
    stage = get_object_or_404(queries.scenes_run_by(request.actor), pk=pk)
    given = checked(SceneForm(request.POST))
    mode = PlayMode(given["mode"])
    operations.choose_scene(stage, given["role_play"], mode=mode, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("hiring:scene", pk=pk)

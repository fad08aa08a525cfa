"""A guided script beside a conversation: begin, answer, step back, leave."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from pult.conversations import operations
from pult.conversations.models import Conversation, ScriptRun
from pult.conversations.types import Right
from pult.foundation.web import Request, needs
from pult.knowledge.queries import scripts
from pult.workspace import playing
from pult.workspace.forms.playing import AnswerForm, BeginForm, SeenForm
from pult.workspace.queries.conversation import reachable

from .answers import answer, checked


@needs(Right.READ)
def show_script(request: Request, pk: int) -> HttpResponse:
    """The panel: the step that waits, or what can be begun."""
    return _panel(request, _conversation(request, pk))


@needs(Right.REPLY)
def create_script(request: Request, pk: int) -> HttpResponse:
    """Begin a script."""
    conversation = _conversation(request, pk)
    document = checked(BeginForm(request.POST))["script"]
    revision = scripts.to_play(request.actor, document, language=get_language() or "en")
    if revision is None:
        raise Http404
    operations.begin_script(conversation, revision, by=request.actor)
    return _panel(request, conversation)


@needs(Right.REPLY)
def create_answer(request: Request, pk: int) -> HttpResponse:
    """Go on from the step that waits."""
    run, form = _run(request, pk), checked(AnswerForm(request.POST))
    values = {key[6:]: str(value) for key, value in request.POST.items() if key.startswith("blank-")}
    operations.answer_script(run, seen=form["seen"], choice=form["choice"], values=values, by=request.actor)
    return _panel(request, _conversation(request, pk))


@needs(Right.REPLY)
def delete_answer(request: Request, pk: int) -> HttpResponse:
    """One step back."""
    run, form = _run(request, pk), checked(SeenForm(request.POST))
    operations.step_back_in_script(run, seen=form["seen"], by=request.actor)
    return _panel(request, _conversation(request, pk))


@needs(Right.REPLY)
def create_end(request: Request, pk: int) -> HttpResponse:
    """Leave the script before its end."""
    operations.stop_script(_run(request, pk), by=request.actor)
    return _panel(request, _conversation(request, pk))


def _conversation(request: Request, pk: int) -> Conversation:
    found = reachable(request.actor, pk)
    if found is None:
        raise Http404
    return found


def _run(request: Request, pk: int) -> ScriptRun:
    rows = ScriptRun.objects.visible_to(request.actor).running()
    return get_object_or_404(rows, conversation=pk)


def _panel(request: Request, conversation: Conversation) -> HttpResponse:
    return answer(request, "workspace/script.html", playing.panel(conversation, request.actor))

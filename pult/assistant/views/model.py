"""The language model: its settings, its log, and asking it beside a conversation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.assistant import model_pages as pages
from pult.assistant import operations
from pult.assistant.model_forms import AskForm, EndpointForm, UsesForm
from pult.assistant.models import ModelCall, ModelEndpoint
from pult.assistant.types import Use
from pult.conversations.models import Conversation
from pult.foundation.errors import Invalid
from pult.foundation.web import Request

SETTINGS = "assistant/model_settings.html"


def read_model(request: Request) -> HttpResponse:
    """Whether a model is connected, and how it does."""
    return render(request, SETTINGS, pages.settings(request.actor, at=timezone.now()))


def create_model(request: Request) -> HttpResponse:
    """Connect a model, or another one."""
    endpoint = ModelEndpoint.objects.visible_to(request.actor).first()
    form = EndpointForm(request.POST, instance=endpoint)
    if not form.is_valid():
        page = pages.settings(request.actor, at=timezone.now(), form=form)
        return render(request, SETTINGS, page, status=422)
    call = operations.connect_model(**form.given, by=request.actor)
    messages.success(request, _("Saved. The connection is being tried out.") if call else _("Saved."))
    return redirect("assistant:model")


def create_uses(request: Request) -> HttpResponse:
    """What it is used for."""
    endpoint = get_object_or_404(ModelEndpoint.objects.visible_to(request.actor))
    form = UsesForm(request.POST, endpoint=endpoint)
    form.full_clean()
    operations.change_uses(form.rules, by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("assistant:model")


def create_test(request: Request) -> HttpResponse:
    """Try the connection out."""
    operations.try_model(by=request.actor)
    return redirect("assistant:model")


def delete_model(request: Request) -> HttpResponse:
    """Use no model any more."""
    operations.remove_model(by=request.actor)
    messages.success(request, _("The model is removed, and its key is forgotten."))
    return redirect("assistant:model")


def list_calls(request: Request) -> HttpResponse:
    """What was asked, and what it has cost."""
    page = pages.log(request.actor, at=timezone.now(), asked=request.GET.dict())
    return render(request, "assistant/model_log.html", page)


def create_call(request: Request, pk: int) -> HttpResponse:
    """Ask for something about a conversation; the answer comes by itself."""
    conversation = get_object_or_404(Conversation.objects.visible_to(request.actor), pk=pk)
    form = AskForm(request.POST)
    if not form.is_valid():
        raise Invalid(form.errors.as_text())
    use, wanted = Use(form.cleaned_data["use"]), form.wanted
    if use in {Use.SUMMARY, Use.TRIAGE}:
        wanted = {"language": get_language() or "en"}
    call = operations.ask_model(use, conversation, by=request.actor, wanted=wanted)
    return render(request, "assistant/model_call.html", pages.answer(call))


def read_call(request: Request, pk: int) -> HttpResponse:
    """How far it has come, or the answer."""
    call = get_object_or_404(ModelCall.objects.asked_by(request.actor).select_related("text"), pk=pk)
    return render(request, "assistant/model_call.html", pages.answer(call))


def delete_call(request: Request, pk: int) -> HttpResponse:
    """Wait no longer, or throw the answer away."""
    call = get_object_or_404(ModelCall.objects.asked_by(request.actor), pk=pk)
    operations.stop_call(call, by=request.actor)
    return HttpResponse()


def create_labels(request: Request, pk: int) -> HttpResponse:
    """Take over a tag or the department that was suggested."""
    call = get_object_or_404(ModelCall.objects.asked_by(request.actor).select_related("text"), pk=pk)
    seen = Conversation.objects.visible_to(request.actor)
    conversation = get_object_or_404(seen, pk=call.conversation_id)
    operations.take_over(call, conversation, tag=request.POST.get("tag", ""), by=request.actor)
    if request.POST.get("tag"):
        call.refresh_from_db()
        return render(request, "assistant/model_call.html", pages.answer(call))
    return HttpResponse()

"""Playing a macro on the conversation that stands open."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from pult.automation import operations as automation
from pult.automation.models import Macro
from pult.automation.queries import usable_macros
from pult.conversations.models import BulkRun
from pult.conversations.types import Right
from pult.foundation.errors import Invalid
from pult.foundation.web import Request, needs

from .answers import answer
from .conversations import opened


@needs(Right.REPLY)
def offer_macros(request: Request, pk: int) -> HttpResponse:
    """The macros that can be played here, each with what it does."""
    conversation = opened(request, pk)
    lines = usable_macros(request.actor, conversation.department_id)
    context = {"conversation": conversation, "lines": lines}
    return answer(request, "workspace/dialogs/macros.html", context)


@needs(Right.REPLY)
def create_play(request: Request, pk: int) -> HttpResponse | HttpResponseRedirect:
    """Play one."""
    conversation = opened(request, pk)
    asked = request.POST.get("macro", "")
    usable = Macro.objects.usable_by(request.actor)
    macro = get_object_or_404(usable, pk=int(asked) if asked.isdecimal() and len(asked) < 16 else 0)
    run = automation.play_macro(macro, conversation, by=request.actor)
    if run.refused:
        raise Invalid(run.refused[0]["why"])
    if request.headers.get("HX-Request") != "true":
        return redirect("workspace:conversation", pk=pk)
    return _played(request, pk, macro, run)


def _played(request: Request, pk: int, macro: Macro, run: BulkRun) -> HttpResponse:
    if any(chosen.key == "draft" for chosen in macro.chosen):
        # What was put into the reply is shown by the page as it is opened.
        there = reverse("workspace:conversation", args=[pk])
        return HttpResponse(status=204, headers={"HX-Redirect": there})
    response = answer(request, "workspace/bulk/toast.html", {"run": run, "macro": macro})
    response["HX-Trigger"] = "bulk-done"
    return response

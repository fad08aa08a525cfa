"""The page of an application, and what can be done there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.forms import applications as forms
from pult.hiring.forms.checking import checked
from pult.hiring.forms.offers import offer_forms
from pult.hiring.forms.trials import begin_form
from pult.hiring.models import Application
from pult.hiring.types import Reason, Right

WITH = (
    "candidate__holder__person",
    "person",
    "opening__department__calendar",
    "stage",
    "conversation__inbox",
)
ENDS: dict[str, Callable[..., object]] = {
    "pool": operations.keep_in_pool,
    "withdraw": operations.withdraw,
    "again": operations.take_up_again,
}


@hiring()
def read_application(request: Request, pk: int) -> HttpResponse:
    """Everything about one candidate for one opening; that one has looked is written down."""
    seen = Application.objects.visible_to(request.actor).select_related(*WITH)
    application = get_object_or_404(seen, pk=pk)
    operations.note_look(application, by=request.actor)
    page = {"page": queries.application_page(application, request.actor), **_forms(application)}
    return render(request, "hiring/application.html", page)


@hiring(*RUNS)
def create_move(request: Request, pk: int) -> HttpResponseBase:
    """To another step."""
    application = application_of(request, pk)
    given = checked(forms.MoveForm(request.POST, application=application))
    operations.move(application, given["stage"], with_letter=given["with_letter"], by=request.actor)
    if request.POST.get("back") == "board":
        return redirect("hiring:board", pk=application.opening_id)
    return redirect("hiring:application", pk=pk)


@hiring(*RUNS)
def create_rejection(request: Request, pk: int) -> HttpResponseBase:
    """A no, for a reason, with a kind letter."""
    application = application_of(request, pk)
    given = checked(forms.RejectForm(request.POST))
    operations.reject(
        application,
        reason=Reason(given["reason"]),
        text=given["text"],
        with_letter=bool(given["letter"]),
        letter=given["letter"],
        by=request.actor,
    )
    return redirect("hiring:application", pk=pk)


@hiring(*RUNS)
def create_end(request: Request, pk: int, end: str) -> HttpResponseBase:
    """Into the talent pool, withdrawn, or taken up again."""
    application = application_of(request, pk)
    if end in ENDS:
        ENDS[end](application, by=request.actor)
    return redirect("hiring:application", pk=pk)


@hiring(*RUNS)
def create_letter(request: Request, pk: int) -> HttpResponseBase:
    """Write to the candidate."""
    application = application_of(request, pk)
    given = checked(forms.LetterForm(request.POST))
    subject = given["subject"] or application.opening.title
    operations.write_to(application, subject=subject, text=given["text"], by=request.actor)
    messages.success(request, _("Your letter is on its way."))
    return redirect("hiring:application", pk=pk)


@hiring(*RUNS)
def create_note(request: Request, pk: int) -> HttpResponseBase:
    """Write something down."""
    operations.note(
        application_of(request, pk), text=checked(forms.NoteForm(request.POST))["text"], by=request.actor
    )
    return redirect("hiring:application", pk=pk)


@hiring(*RUNS)
def create_tags(request: Request, pk: int) -> HttpResponseBase:
    """Mark it with words."""
    given = checked(forms.TagsForm(request.POST))
    operations.set_tags(application_of(request, pk), given["tags"].split(","), by=request.actor)
    return redirect("hiring:application", pk=pk)


@hiring(*RUNS)
def create_assignment(request: Request, pk: int) -> HttpResponseBase:
    """Let somebody take part."""
    application = application_of(request, pk)
    given = checked(forms.AssignForm(request.POST))
    operations.assign(application, given["person"], by=request.actor)
    return redirect("hiring:application", pk=pk)


@hiring(*RUNS)
def delete_assignment(request: Request, pk: int, person: int) -> HttpResponseBase:
    """Somebody does not take part any longer."""
    application = application_of(request, pk)
    taking_part = get_object_or_404(application.assignments.select_related("person"), person=person)
    operations.unassign(application, taking_part.person, by=request.actor)
    return redirect("hiring:application", pk=pk)


@hiring(Right.MANAGE)
def create_erasure(request: Request, pk: int) -> HttpResponseBase:
    """Erase the candidate, as they have asked."""
    application = application_of(request, pk)
    operations.erase(application.candidate, by=request.actor)
    messages.success(request, _("Everything about this candidate is erased. Counts stay."))
    return redirect("hiring:applications")


def application_of(request: Request, pk: int) -> Application:
    """The application, if this person runs it; 404 otherwise."""
    return get_object_or_404(Application.objects.run_by(request.actor).select_related(*WITH), pk=pk)


def _forms(application: Application) -> dict[str, Any]:
    """The forms on the page of an application."""
    return {
        "move": forms.MoveForm(application=application, initial={"stage": application.stage_id}),
        "reject": forms.RejectForm(),
        "letter": forms.LetterForm(),
        "note": forms.NoteForm(),
        "tags": forms.TagsForm(initial={"tags": ", ".join(application.tags)}),
        "assign": forms.AssignForm(),
        **offer_forms(application),
        "begin": begin_form(queries.trial_plan(application.opening))
        if application.state == "hired"
        else None,
    }

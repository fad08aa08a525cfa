"""Recordings of talks: consent on both sides, files that are added, recordings that are made piece by piece."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor, Kind
from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import hiring
from pult.hiring.careers.frame import own_link
from pult.hiring.forms.checking import checked
from pult.hiring.forms.recordings import ConsentForm, OwnConsentForm, PieceForm, RecordingForm
from pult.hiring.models import Application, EvidenceStep, Recording
from pult.hiring.models.recordings import heard_by
from pult.hiring.queries import RecordingPart

WITH = ("application__opening", "application__candidate", "stage")


def beside(part: RecordingPart | None) -> dict[str, Any]:
    """What the part of a page about a recording needs besides itself."""
    return {"upload": RecordingForm(), "most": settings.MAX_RECORDING_BYTES} if part else {}


def listening(response: HttpResponse, part: RecordingPart | None) -> HttpResponse:
    """Let this page, and no other, use the microphone while the candidate agrees, and play what it has recorded."""
    if part is not None:
        response._csp_update = {"media-src": ["'self'", "blob:"]}  # type: ignore[attr-defined]
    if part is not None and part.may_record:
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self)"
    return response


def _step(request: Request, pk: int) -> EvidenceStep:
    return get_object_or_404(heard_by(request.actor).select_related(*WITH), pk=pk)


def _recording(request: Request, pk: int) -> Recording:
    rows = Recording.objects.visible_to(request.actor).select_related("consent__step__application__opening")
    return get_object_or_404(rows, pk=pk)


def _back(step: int) -> HttpResponseBase:
    return redirect(f"{reverse('hiring:step', kwargs={'pk': step})}#recording")


@hiring()
def create_consent(request: Request, pk: int) -> HttpResponseBase:
    """Ask the candidate in a letter, or write down that they have agreed at the beginning of the talk."""
    step = _step(request, pk)
    if checked(ConsentForm(request.POST))["how"] == "letter":
        operations.ask_to_record(step, by=request.actor)
        messages.success(request, _("Your letter is on its way."))
    else:
        operations.note_spoken_consent(step, by=request.actor)
    return _back(pk)


@hiring()
def create_recording(request: Request, pk: int) -> HttpResponseBase:
    """Add a file that was recorded elsewhere."""
    step = _step(request, pk)
    file = checked(RecordingForm(request.POST, request.FILES))["file"]
    operations.add_recording(step, file.file, by=request.actor)
    messages.success(request, _("The recording was added."))
    return _back(pk)


@hiring()
def create_take(request: Request, pk: int) -> HttpResponseBase:
    """Begin to record in the browser; the answer says where the pieces go."""
    made = operations.begin_recording(_step(request, pk), by=request.actor)
    names = {"pieces": "recording-pieces", "keeping": "recording-keeping", "removal": "recording-removal"}
    addresses = {key: reverse(f"hiring:{name}", args=[made.pk]) for key, name in names.items()}
    return JsonResponse({"number": made.number, **addresses}, status=201)


@hiring()
def create_piece(request: Request, pk: int) -> HttpResponseBase:
    """Take the next seconds."""
    recording = _recording(request, pk)
    given = checked(PieceForm(request.POST, request.FILES))
    content = given["content"].read()
    operations.add_piece(recording, number=given["number"], content=content, by=request.actor)
    return HttpResponse(status=204)


@hiring()
def create_keeping(request: Request, pk: int) -> HttpResponseBase:
    """Keep what was recorded."""
    kept = operations.keep_recording(_recording(request, pk), by=request.actor)
    if not kept.is_kept:
        messages.warning(request, _("Nothing was recorded."))
    return _back(kept.consent.step_id)


@hiring()
def delete_recording(request: Request, pk: int) -> HttpResponseBase:
    """Erase a recording: those who run the application, and whoever has made it."""
    recording = _recording(request, pk)
    step = recording.consent.step_id
    runs = EvidenceStep.objects.run_by(request.actor).filter(pk=step).exists()
    if not runs and recording.by_id != request.actor.person_id:
        raise Http404
    operations.erase_recording(recording, by=request.actor)
    return _back(step)


@own_link
def create_own_consent(
    request: HttpRequest, application: Application, token: str, step: int
) -> HttpResponseBase:
    """The candidate says whether the talk may be recorded, or takes back what they have said."""
    found = [one.consent for one in queries.own_consents(application) if one.consent.step_id == step]
    if not found:
        raise Http404
    given = checked(OwnConsentForm(request.POST))
    candidate = Actor(kind=Kind.CANDIDATE, id=application.candidate_id)
    operations.answer_consent(found[0], may_record=given["answer"] == "yes", by=candidate)
    return redirect(f"{reverse('hiring:status', kwargs={'token': token})}#recording")

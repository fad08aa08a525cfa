"""`/careers/status/…/writing/…`: a candidate answers a customer's letter. The clock runs on the server."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pult.foundation.actors import Actor, Kind
from pult.hiring import operations, queries
from pult.hiring.careers.frame import own_link
from pult.hiring.errors import WroteElsewhere
from pult.hiring.forms.writing import HandInForm, WrittenForm
from pult.hiring.models import Application, WritingSample

PAGE = "hiring/careers/writing.html"


def _candidate(application: Application) -> Actor:
    return Actor(kind=Kind.CANDIDATE, id=application.candidate_id)


def _sample(application: Application, step: int) -> WritingSample:
    found = [one for one in queries.own_samples(application) if one.step_id == step]
    if not found:
        raise Http404
    return found[0]


def _page(
    request: HttpRequest,
    sample: WritingSample,
    token: str,
    form: WrittenForm | None = None,
    *,
    other: str = "",
    status: int = 200,
) -> HttpResponse:
    page = {
        "sample": sample,
        "token": token,
        "text": form.data.get("text", "") if form else sample.standing,
        "form": form,
        "is_over": sample.is_over(timezone.now()),
        "other": other,
        "window": (form.data.get("window") if form else "") or secrets.token_urlsafe(12),
    }
    return render(request, PAGE, page, status=status)


def _clash(
    request: HttpRequest, application: Application, form: WrittenForm, token: str, step: int
) -> HttpResponse:
    """What another window has written beside what this one sends; neither is lost."""
    sample = _sample(application, step)
    if _is_fetched(request):
        told = {"fields": {}, "other": sample.standing, "seen": sample.revision}
        return JsonResponse(told, status=WroteElsewhere.status)
    return _page(request, sample, token, form, other=sample.standing, status=WroteElsewhere.status)


def _is_fetched(request: HttpRequest) -> bool:
    """Whether the page saves as one types, and reads no page back."""
    return request.headers.get("Sec-Fetch-Dest") == "empty"


@own_link
def read_writing(request: HttpRequest, application: Application, token: str, step: int) -> HttpResponse:
    """What is asked, and after beginning the letter and the place to write."""
    return _page(request, _sample(application, step), token)


@own_link
def create_beginning(
    request: HttpRequest,  # noqa: ARG001
    application: Application,
    token: str,
    step: int,
) -> HttpResponseBase:
    """The clock starts."""
    operations.start_writing(_sample(application, step), by=_candidate(application))
    return redirect("hiring:writing", token=token, step=step)


@own_link
def save_writing(request: HttpRequest, application: Application, token: str, step: int) -> HttpResponseBase:
    """Keep what stands there, as it is typed."""
    sample, form = _sample(application, step), WrittenForm(request.POST)
    if not form.is_valid():
        return _page(request, sample, token, form, status=422)
    text, window = form.cleaned_data["text"], form.written_in
    try:
        saved = operations.save_writing(sample, text, window=window, by=_candidate(application))
    except WroteElsewhere:
        return _clash(request, application, form, token, step)
    if _is_fetched(request):
        return JsonResponse({"fields": {"seen": saved.revision}})
    return redirect("hiring:writing", token=token, step=step)


@own_link
def create_hand_in(request: HttpRequest, application: Application, token: str, step: int) -> HttpResponseBase:
    """Hand it in, once. What cannot be taken stands in the window again, with the reason."""
    sample, form = _sample(application, step), HandInForm(request.POST)
    if not form.is_valid():
        return _page(request, sample, token, form, status=422)
    text, window = form.cleaned_data["text"], form.written_in
    try:
        operations.hand_in_writing(sample, text, window=window, by=_candidate(application))
    except WroteElsewhere:
        return _clash(request, application, form, token, step)
    return redirect("hiring:writing", token=token, step=step)

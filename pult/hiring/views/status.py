"""`/careers/status/…`: a candidate's own page."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pult.foundation.actors import Actor, Kind
from pult.hiring import operations, queries
from pult.hiring.careers.frame import own_link
from pult.hiring.careers.status import status_page
from pult.hiring.forms.applying import FurtherFileForm, SureForm, TimeForm
from pult.hiring.forms.offers import OfferAnswerForm
from pult.hiring.models import Application
from pult.hiring.operations import Sent
from pult.hiring.types import FileKind

ANSWERS: dict[str, Callable[..., None]] = {
    "yes": operations.accept_offer,
    "no": operations.decline_offer,
    "question": operations.ask_about,
}
PAGE = "hiring/careers/status.html"


def _candidate(application: Application) -> Actor:
    return Actor(kind=Kind.CANDIDATE, id=application.candidate_id)


@own_link
def read_status(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """Where the application stands, what comes next and by when."""
    page = {"page": status_page(application, token), "form": FurtherFileForm(), "sure": SureForm()}
    return render(request, PAGE, page)


@own_link
def create_withdrawal(request: HttpRequest, application: Application, token: str) -> HttpResponseBase:  # noqa: ARG001
    """The candidate does not want to go on."""
    operations.withdraw(application, by=_candidate(application))
    return redirect("hiring:status", token=token)


@own_link
def create_erasure(request: HttpRequest, application: Application, token: str) -> HttpResponseBase:
    """The candidate wants to be forgotten."""
    sure = SureForm(request.POST)
    if not sure.is_valid():
        page = {"page": status_page(application, token), "form": FurtherFileForm(), "sure": sure}
        return render(request, PAGE, page, status=422)
    operations.erase(application.candidate, by=_candidate(application))
    return render(request, "hiring/careers/erased.html")


@own_link
def create_file(request: HttpRequest, application: Application, token: str) -> HttpResponseBase:
    """One more document."""
    form = FurtherFileForm(request.POST, request.FILES)
    if not form.is_valid():
        page = {"page": status_page(application, token), "form": form, "sure": SureForm()}
        return render(request, PAGE, page, status=422)
    sent = Sent(upload=form.cleaned_data["file"], kind=FileKind.OTHER)
    operations.add_file(application, sent, by=_candidate(application))
    return redirect("hiring:status", token=token)


@own_link
def create_booking(
    request: HttpRequest, application: Application, token: str, interview: int
) -> HttpResponseBase:
    """One of the offered times."""
    found, form = application.interviews.filter(pk=interview).first(), TimeForm(request.POST)
    if found is None:
        raise Http404
    if form.is_valid():
        operations.book(found, start_at=form.cleaned_data["start_at"], by=_candidate(application))
    return redirect("hiring:status", token=token)


@own_link
def create_answer(
    request: HttpRequest, application: Application, token: str, offer: int, answer: str
) -> HttpResponseBase:
    """The candidate accepts an offer, declines it, or asks something about it."""
    found, form = application.offers.filter(pk=offer).first(), OfferAnswerForm(request.POST, answer=answer)
    if found is None or answer not in ANSWERS:
        raise Http404
    if not form.is_valid():
        page = {"page": status_page(application, token), "form": FurtherFileForm(), "sure": SureForm()}
        return render(request, PAGE, {**page, "answer": answer, "offer_form": form}, status=422)
    ANSWERS[answer](found, **form.values(), by=_candidate(application))
    return redirect(f"{reverse('hiring:status', kwargs={'token': token})}?told={answer}#offer")


@own_link
def read_data(request: HttpRequest, application: Application, token: str) -> HttpResponse:  # noqa: ARG001
    """Everything that is known, to take along."""
    data = queries.data_of(application.candidate)
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="application.json"'
    return response

"""References: the page behind a referee's link, the candidate's own part, and what those who hire see of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.foundation.actors import Actor, Kind
from pult.foundation.web import Request
from pult.hiring import operations, queries
from pult.hiring.access import RUNS, hiring
from pult.hiring.careers.frame import own_link, referee_link
from pult.hiring.forms.checking import checked
from pult.hiring.forms.references import AddressForm, NamedForm, RefereeForm, ReferenceForm
from pult.hiring.models import Application, Referee
from pult.scorecards.queries.assessing import Sheet

from .applications import application_of

PAGE = "hiring/careers/reference.html"


def _page(
    request: HttpRequest, referee: Referee, token: str, language: str, *, status: int = 200, **more: object
) -> HttpResponse:
    address = reverse("hiring:reference", kwargs={"token": token})
    page = {
        "referee": referee,
        "sheet": queries.reference_sheet(referee),
        "token": token,
        "language": language,
        "choices": [(one.value, one.label, f"{address}?language={one.value}") for one in Language],
        **more,
    }
    return render(request, PAGE, page, status=status)


def _there(token: str, language: str) -> HttpResponseBase:
    return redirect(f"{reverse('hiring:reference', kwargs={'token': token})}?language={language}")


def _kept(request: HttpRequest, referee: Referee) -> tuple[list[int], Sheet]:
    """Keep what came in. Returns what another window has changed, and the sheet as it stands."""
    sheet = queries.reference_sheet(referee)
    if sheet is None:
        raise Http404
    form = ReferenceForm(request.POST, [row.criterion for part in sheet.parts for row in part.rows])
    changed = operations.save_reference(referee, form.told)
    return changed, queries.reference_sheet(referee) or sheet


@referee_link
def read_reference(request: HttpRequest, referee: Referee, token: str, language: str) -> HttpResponse:
    """The questions, the same for everybody; locked when they were handed in."""
    return _page(request, referee, token, language)


@referee_link
def save_reference(request: HttpRequest, referee: Referee, token: str, language: str) -> HttpResponseBase:
    """Keep what was said so far, as it is typed."""
    changed, sheet = _kept(request, referee)
    if request.headers.get("Sec-Fetch-Dest") != "empty":
        return (
            _page(request, referee, token, language, changed=changed) if changed else _there(token, language)
        )
    rows = [row for part in sheet.parts for row in part.rows if row.criterion.pk not in changed]
    seen = {f"seen-{row.criterion.pk}": row.score.revision for row in rows if row.score}
    return JsonResponse({"fields": seen, "changed": changed}, status=409 if changed else 200)


@referee_link
def create_submission(request: HttpRequest, referee: Referee, token: str, language: str) -> HttpResponseBase:
    """Hand it in; what is missing is marked."""
    changed, sheet = _kept(request, referee)
    if changed or sheet.gaps:
        return _page(request, referee, token, language, changed=changed, is_tried=True, status=422)
    operations.give_reference(referee)
    return _there(token, language)


@referee_link
def create_refusal(request: HttpRequest, referee: Referee, token: str, language: str) -> HttpResponseBase:  # noqa: ARG001
    """Say nothing; that is held against nobody."""
    operations.decline_reference(referee)
    return _there(token, language)


@own_link
def read_referees(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """Whom the candidate has named."""
    return _own_page(request, application, token)


@own_link
def create_referee(request: HttpRequest, application: Application, token: str) -> HttpResponseBase:
    """The candidate names somebody, and agrees."""
    form = RefereeForm(request.POST)
    if not form.is_valid():
        return _own_page(request, application, token, form, status=422)
    by = Actor(kind=Kind.CANDIDATE, id=application.candidate_id)
    operations.name_referee(application, form.contact(), has_agreed=True, by=by)
    return redirect("hiring:own-referees", token=token)


@own_link
def create_agreement(
    request: HttpRequest,  # noqa: ARG001
    application: Application,
    token: str,
    referee: int,
) -> HttpResponseBase:
    """The candidate agrees to somebody whom we have written down."""
    by = Actor(kind=Kind.CANDIDATE, id=application.candidate_id)
    found = next((one for one in queries.referees_of(application) if one.pk == referee), None)
    if found is None:
        raise Http404
    operations.agree_to_referee(found, by=by)
    return redirect("hiring:own-referees", token=token)


def _own_page(
    request: HttpRequest,
    application: Application,
    token: str,
    form: RefereeForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    empty = RefereeForm(initial={"language": application.candidate.language})
    page = {"referees": queries.referees_of(application), "token": token, "application": application}
    return render(request, "hiring/careers/referees.html", {**page, "form": form or empty}, status=status)


@hiring(*RUNS)
def list_referees(request: Request, pk: int) -> HttpResponse:
    """Who was named, asked, and has answered."""
    return _list(request, application_of(request, pk))


@hiring(*RUNS)
def create_named(request: Request, pk: int) -> HttpResponseBase:
    """Write somebody down."""
    application, form = application_of(request, pk), NamedForm(request.POST)
    if not form.is_valid():
        return _list(request, application, form, status=422)
    has_agreed = form.cleaned_data["has_agreed"]
    operations.name_referee(application, form.contact(), has_agreed=has_agreed, by=request.actor)
    return redirect("hiring:referees", pk=pk)


@hiring(*RUNS)
def create_asking(request: Request, pk: int, referee: int) -> HttpResponseBase:
    """Send the letter, or send it once more."""
    operations.ask_referee(_referee(request, pk, referee), by=request.actor)
    messages.success(request, _("Your letter is on its way."))
    return redirect("hiring:referees", pk=pk)


@hiring(*RUNS)
def change_address(request: Request, pk: int, referee: int) -> HttpResponseBase:
    """Another address, where a letter came back."""
    found, form = _referee(request, pk, referee), AddressForm(request.POST)
    operations.readdress_referee(found, email=checked(form)["email"], by=request.actor)
    return redirect("hiring:referees", pk=pk)


def _referee(request: Request, pk: int, referee: int) -> Referee:
    return get_object_or_404(Referee.objects.run_by(request.actor), pk=referee, application=pk)


def _list(
    request: Request, application: Application, form: NamedForm | None = None, *, status: int = 200
) -> HttpResponse:
    page = {
        "application": application,
        "referees": queries.referees_of(application),
        "form": form or NamedForm(initial={"language": application.candidate.language}),
    }
    return render(request, "hiring/referees.html", page, status=status)

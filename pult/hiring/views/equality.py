"""The check of fairness: the candidate's voluntary answers, and the report for those who manage hiring."""

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from pult.foundation.web import Request
from pult.hiring import operations
from pult.hiring.access import hiring
from pult.hiring.careers.frame import public
from pult.hiring.equality import read_token
from pult.hiring.forms.equality import EqualityForm, ReportForm
from pult.hiring.models import Opening
from pult.hiring.types import Right

PAGE = "hiring/careers/equality.html"


@public
def read_form(request: HttpRequest, locale: str, token: str) -> HttpResponse:
    """Three voluntary questions. What was answered before is not shown: whoever has the link learns nothing by it."""
    _digest(token)
    page = {"form": EqualityForm(), "token": token, "locale": locale, "told": request.GET.get("told", "")}
    return _private(render(request, PAGE, page))


@public
def create_answer(request: HttpRequest, locale: str, token: str) -> HttpResponseBase:
    """Answer, or answer anew."""
    digest, form = _digest(token), EqualityForm(request.POST)
    if not form.is_valid():
        page = {"form": form, "token": token, "locale": locale, "told": ""}
        return _private(render(request, PAGE, page, status=422))
    operations.answer_equality(digest, form.cleaned_data)
    return redirect(f"{request.path}?told=kept")


@public
def delete_answer(request: HttpRequest, locale: str, token: str) -> HttpResponseBase:  # noqa: ARG001
    """Take the answers back."""
    operations.forget_equality(_digest(token))
    return redirect(f"{request.path.removesuffix('/removal')}?told=gone")


@hiring(Right.MANAGE)
def read_fairness(request: Request) -> HttpResponse:
    """Selection rates by group; that one has read them is written down."""
    openings = Opening.objects.visible_to(request.actor).order_by("-pk")
    form = ReportForm(request.GET or None, openings=openings)
    report = operations.read_fairness(form.wanted(), by=request.actor)
    return render(request, "hiring/fairness.html", {"form": form, "report": report})


def _digest(token: str) -> str:
    try:
        return read_token(token)
    except BadSignature as error:
        raise Http404 from error


def _private(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response

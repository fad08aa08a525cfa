"""The pages of surveys: list, builder, rules, sending, results."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.foundation.web import Request

from . import files, operations, pages, ready
from .forms import NewSurveyForm, QuestionForm, RulesForm, SendForm, TextsForm
from .models import Question, Survey
from .types import QuestionType


def _survey(request: Request, pk: int) -> Survey:
    return get_object_or_404(Survey.objects.visible_to(request.actor).select_related("live"), pk=pk)


def list_surveys(request: Request) -> HttpResponse:
    """Every survey, and the ready ones."""
    return render(request, "surveys/surveys.html", pages.everything(request.actor, request.GET))


def create_survey(request: Request) -> HttpResponse:
    """A survey of one's own."""
    form = NewSurveyForm(request.POST)
    if not form.is_valid():
        page = pages.everything(request.actor, request.GET, form=form)
        return render(request, "surveys/surveys.html", page, status=422)
    survey = operations.new_survey(**form.cleaned_data, by=request.actor)
    return redirect("surveys:survey", survey.pk)


def take_ready(request: Request, key: str) -> HttpResponse:
    """A ready survey, as a beginning."""
    if key not in ready.READY:
        raise Http404
    return redirect("surveys:survey", operations.take_ready(key, by=request.actor).pk)


def read_survey(request: Request, pk: int) -> HttpResponse:
    """The questions, and what they look like."""
    return render(
        request, "surveys/builder.html", pages.builder(_survey(request, pk), request.actor, request.GET)
    )


def read_preview(request: Request, pk: int) -> HttpResponse:
    """What people will see, in one language."""
    page = pages.preview(_survey(request, pk), request.GET.get("language"))
    return render(request, "surveys/preview.html", page)


def create_draft(request: Request, pk: int) -> HttpResponse:
    """Begin a new version."""
    operations.draft(_survey(request, pk), by=request.actor)
    return redirect("surveys:survey", pk)


def create_publication(request: Request, pk: int) -> HttpResponse:
    """Put the draft in force."""
    operations.publish_draft(_survey(request, pk), by=request.actor)
    messages.success(request, _("Published. Whoever is asked from now on is asked this."))
    return redirect("surveys:survey", pk)


def change_texts(request: Request, pk: int) -> HttpResponse:
    """What stands above the questions, and what is said in the end."""
    survey, form = _survey(request, pk), TextsForm(request.POST)
    if not form.is_valid():
        page = pages.builder(survey, request.actor, request.GET, texts=form)
        template, status = _refused(request)
        return render(request, template, {**page, "faults": form.errors}, status=status)
    operations.set_texts(operations.draft(survey, by=request.actor), by=request.actor, **form.texts)
    return _saved(request, survey)


def _saved(request: Request, survey: Survey, saved: Question | None = None) -> HttpResponse:
    """What was typed is kept: the preview for a page that asked for it, the whole page otherwise."""
    if request.htmx:
        page = pages.preview(survey, request.POST.get("language"))
        return render(request, "surveys/preview.html", {**page, "saved": saved})
    return redirect("surveys:survey", survey.pk)


def _refused(request: Request) -> tuple[str, int]:
    """Half-written things are no error to a page that keeps what is typed; it says that they are not kept yet."""
    return ("surveys/preview.html", 200) if request.htmx else ("surveys/builder.html", 422)


def read_rules(request: Request, pk: int) -> HttpResponse:
    """By which rules people are asked."""
    return render(request, "surveys/rules.html", pages.rules(_survey(request, pk), request.actor))


def change_rules(request: Request, pk: int) -> HttpResponse:
    """Ask by other rules."""
    survey = _survey(request, pk)
    form = RulesForm(request.POST, instance=_survey(request, pk))
    if not form.is_valid():
        page = pages.rules(survey, request.actor, form=form)
        return render(request, "surveys/rules.html", page, status=422)
    operations.change_rules(survey, by=request.actor, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("surveys:rules", pk)


def archive_survey(request: Request, pk: int) -> HttpResponse:
    """Ask nobody any more."""
    operations.archive(_survey(request, pk), by=request.actor)
    return redirect("surveys:surveys")


def create_question(request: Request, pk: int) -> HttpResponse:
    """Ask one thing more."""
    survey, kind = _survey(request, pk), request.POST.get("type", "")
    if kind not in QuestionType.values:
        raise Http404
    draft = operations.draft(survey, by=request.actor)
    question = operations.add_question(draft, QuestionType(kind), by=request.actor)
    return redirect(f"{pages.address_of(survey)}?open={question.pk}#question-{question.pk}")


def change_question(request: Request, pk: int, question: int) -> HttpResponse:
    """Ask it differently."""
    survey = _survey(request, pk)
    one, earlier = pages.question_of(survey, question)
    form = QuestionForm(request.POST, question=one, earlier=earlier)
    if not form.is_valid():
        page = pages.builder(survey, request.actor, request.GET, question=form)
        template, status = _refused(request)
        return render(request, template, {**page, "faults": form.errors}, status=status)
    saved = operations.change_question(one, by=request.actor, **form.values)
    return _saved(request, survey, saved)


def move_question(request: Request, pk: int, question: int) -> HttpResponse:
    """Ask it earlier or later."""
    one, _earlier = pages.question_of(_survey(request, pk), question)
    operations.move_question(one, up=request.POST.get("way") == "up", by=request.actor)
    return redirect("surveys:survey", pk)


def delete_question(request: Request, pk: int, question: int) -> HttpResponse:
    """Ask it no longer."""
    one, _earlier = pages.question_of(_survey(request, pk), question)
    operations.remove_question(one, by=request.actor)
    return redirect("surveys:survey", pk)


def read_sending(request: Request, pk: int) -> HttpResponse:
    """Who is asked, and when."""
    return render(request, "surveys/sending.html", pages.sending(_survey(request, pk), request.actor))


def create_wave(request: Request, pk: int) -> HttpResponse:
    """Ask people, in the wave that is open or in a new one."""
    survey, form = _survey(request, pk), SendForm(request.POST)
    if not form.is_valid():
        page = pages.sending(survey, request.actor, form=form)
        return render(request, "surveys/sending.html", page, status=422)
    name, days = form.cleaned_data["name"], form.cleaned_data["days"]
    wave = operations.open_wave(survey, name=name, days=days, by=request.actor)
    asked = operations.ask_audience(wave, form.recipients, by=request.actor)
    sentence = ngettext("%(number)s person will be asked.", "%(number)s people will be asked.", asked)
    messages.success(request, sentence % {"number": asked})
    return redirect("surveys:sending", pk)


def close_wave(request: Request, pk: int, number: int) -> HttpResponse:
    """End a round of asking."""
    operations.close_wave(pages.wave_of(_survey(request, pk), number), by=request.actor)
    messages.success(request, _("The wave is closed. What may be shown of it is decided."))
    return redirect("surveys:results", pk)


def read_results(request: Request, pk: int) -> HttpResponse:
    """What was answered, as far as it may be shown."""
    page = pages.results(_survey(request, pk), request.actor, request.GET)
    return render(request, "surveys/results.html", page)


def export_results(request: Request, pk: int, format: str) -> HttpResponse:  # noqa: A002 - as the address says
    """The same as a file."""
    if format not in files.FORMATS:
        raise Http404
    return files.answer(_survey(request, pk), request.actor, request.GET, format)

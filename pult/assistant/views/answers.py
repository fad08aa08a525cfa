"""The bot's answers: the list, and marking one as wrong."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from pult.assistant import operations, pages
from pult.assistant.models import Answer
from pult.foundation.web import Request


def _answer(request: Request, pk: int) -> Answer:
    return get_object_or_404(Answer.objects.visible_to(request.actor), pk=pk)


def list_answers(request: Request) -> HttpResponse:
    """The newest answers, with what became of them."""
    return render(request, "assistant/answers.html", pages.answers(request.actor))


def create_mark(request: Request, pk: int) -> HttpResponse:
    """This answer was wrong; or it was not, after all."""
    answer = _answer(request, pk)
    if "taken_back" in request.POST:
        return delete_mark(request, pk)
    operations.mark_wrong(answer, by=request.actor)
    return redirect("assistant:answers")


def delete_mark(request: Request, pk: int) -> HttpResponse:
    """This answer was not wrong after all."""
    operations.take_mark_back(_answer(request, pk), by=request.actor)
    return redirect("assistant:answers")

"""What everybody is told who has not chosen for themselves."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pult.foundation.web import Request
from pult.notifications import operations, queries
from pult.notifications.forms import WishesForm
from pult.notifications.types import Way, kinds


def read_usual(request: Request) -> HttpResponse:
    """What is usual, and for how many it holds."""
    return _page(request, _form())


def change_usual(request: Request) -> HttpResponse:
    """Something else is usual from now on."""
    form = _form(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    operations.change_usual(**form.wished(), by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("notifications:usual")


def _form(*given: Any) -> WishesForm:
    return WishesForm(*given, wishes=queries.usual_wishes(), kinds=kinds())


def _page(request: Request, form: WishesForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "ways": [way.label for way in Way], "reach": queries.reach_of_usual()}
    return render(request, "notifications/usual.html", context, status=status)

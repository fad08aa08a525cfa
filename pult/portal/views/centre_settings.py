"""How the help centre looks: the page in the settings, and the logo for everybody."""

from copy import copy

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pult.brands import operations
from pult.brands import queries as brands
from pult.brands.models import Brand
from pult.foundation.files import serving
from pult.foundation.web import Request
from pult.portal import queries
from pult.portal.forms.centre import LookForm

SETTINGS = "portal/centre_settings.html"
A_YEAR = "public, max-age=31536000, immutable"


def read_settings(request: Request) -> HttpResponse:
    """What holds now."""
    return _page(request, LookForm(instance=_house()))


def change_settings(request: Request) -> HttpResponseBase:
    """Choose otherwise."""
    form = LookForm(request.POST, request.FILES, instance=_house())
    if not form.is_valid():
        return _page(request, form, status=422)
    operations.change_house(by=request.actor, logo=form.new_logo, **form.values())
    messages.success(request, _("Saved."))
    return redirect("portal:centre-settings")


def read_logo(request: HttpRequest, mark: str) -> HttpResponseBase:
    """The logo in force; its address changes with it, so browsers may keep it."""
    logos = [one.logo for one in brands.every() if one.logo is not None]
    logo = next((one for one in logos if one.sha256.startswith(mark)), None)
    if logo is None or not logo.is_picture:
        raise Http404
    response = serving.answer(request, serving.Named(logo, "logo"))
    response["Cache-Control"] = A_YEAR
    return response


def _page(request: Request, form: LookForm, *, status: int = 200) -> HttpResponse:
    page = {"form": form, "centre": queries.frame_of("", brands.house()), "is_several": brands.is_several()}
    return render(request, SETTINGS, page, status=status)


def _house() -> Brand:
    """Apart from what is kept, for a form writes into it."""
    return copy(brands.house())

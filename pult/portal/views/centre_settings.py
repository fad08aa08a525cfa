"""How the help centre looks: the page in the settings, and the logo for everybody."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pult.foundation.files import serving
from pult.foundation.web import Request
from pult.portal import operations, queries
from pult.portal.forms.centre import HelpCentreForm

SETTINGS = "portal/centre_settings.html"
A_YEAR = "public, max-age=31536000, immutable"


def read_settings(request: Request) -> HttpResponse:
    """What holds now."""
    return _page(request, HelpCentreForm(instance=queries.help_centre()))


def change_settings(request: Request) -> HttpResponseBase:
    """Choose otherwise."""
    form = HelpCentreForm(request.POST, request.FILES, instance=queries.help_centre())
    if not form.is_valid():
        return _page(request, form, status=422)
    operations.change_help_centre(by=request.actor, logo=form.new_logo, **form.values())
    messages.success(request, _("Saved."))
    return redirect("portal:centre-settings")


def read_logo(request: HttpRequest, mark: str) -> HttpResponseBase:
    """The logo in force; its address changes with it, so browsers may keep it."""
    logo = queries.help_centre().logo
    if logo is None or not logo.sha256.startswith(mark) or not logo.is_picture:
        raise Http404
    response = serving.answer(request, serving.Named(logo, "logo"))
    response["Cache-Control"] = A_YEAR
    return response


def _page(request: Request, form: HelpCentreForm, *, status: int = 200) -> HttpResponse:
    return render(request, SETTINGS, {"form": form, "centre": queries.frame_of("")}, status=status)

"""The settings pages of checklists."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError
from pult.foundation.web import Request

from . import operations, pages
from .forms import TemplateForm
from .models import Template

ONE = "checklists/template.html"


def _template(request: Request, pk: int) -> Template:
    return get_object_or_404(Template.objects.visible_to(request.actor), pk=pk)


def list_templates(request: Request) -> HttpResponse:
    """Every template in order."""
    return render(request, "checklists/templates.html", pages.templates(request.actor))


def new_template(request: Request) -> HttpResponse:
    """An empty form."""
    return render(request, ONE, pages.template(TemplateForm()))


def create_template(request: Request) -> HttpResponse:
    """Write down what has to be done, or put a step up or down first."""
    return _kept(request, TemplateForm(request.POST), None)


def edit_template(request: Request, pk: int) -> HttpResponse:
    """The template as it is."""
    found = _template(request, pk)
    return render(request, ONE, pages.template(TemplateForm(found=found), found))


def change_template(request: Request, pk: int) -> HttpResponse:
    """Have it otherwise, or put a step up or down first."""
    found = _template(request, pk)
    return _kept(request, TemplateForm(request.POST, found=found), found)


def _kept(request: Request, form: TemplateForm, found: Template | None) -> HttpResponse:
    if "move" in request.POST:
        return render(request, ONE, pages.template(form, found))
    if form.is_valid():
        try:
            if found is None:
                operations.add_template(wanted=form.wanted, by=request.actor)
            else:
                operations.change_template(found, wanted=form.wanted, by=request.actor)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("checklists:templates")
    return render(request, ONE, pages.template(form, found), status=422)


def create_place(request: Request, pk: int) -> HttpResponse:
    """Offer it earlier, or later."""
    earlier = request.POST.get("place") == "earlier"
    operations.move_template(_template(request, pk), earlier=earlier, by=request.actor)
    return redirect(f"{reverse('checklists:templates')}#template-{pk}")


def create_archive(request: Request, pk: int) -> HttpResponse:
    """Offer it no longer."""
    operations.retire_template(_template(request, pk), by=request.actor)
    return redirect("checklists:templates")


def create_return(request: Request, pk: int) -> HttpResponse:
    """Offer it again."""
    operations.restore_template(_template(request, pk), by=request.actor)
    return redirect("checklists:templates")

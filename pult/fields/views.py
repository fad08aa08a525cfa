"""The settings pages of fields."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.foundation.web import Request

from . import operations, pages
from .forms import FieldForm
from .keeping import kept
from .models import Field
from .types import Audience, Kind

ONE = "fields/field.html"


def _field(request: Request, pk: int) -> Field:
    return get_object_or_404(Field.objects.visible_to(request.actor).select_related("other"), pk=pk)


def _audience(named: str) -> Audience:
    if named not in Audience.values:
        raise Http404
    return Audience(named)


def list_fields(request: Request) -> HttpResponse:
    """Every field by what it is for."""
    return render(request, "fields/fields.html", pages.fields())


def new_field(request: Request) -> HttpResponse:
    """Which kind it shall be; then an empty form of this kind."""
    audience = _audience(request.GET.get("for", Audience.CONVERSATION))
    kind = request.GET.get("kind", "")
    if kind not in Kind.values:
        return render(request, "fields/kinds.html", pages.kinds(audience))
    form = FieldForm(audience=audience, kind=Kind(kind), others=pages.deciding(audience))
    return render(request, ONE, pages.field(audience, Kind(kind), form))


def create_field(request: Request) -> HttpResponse:
    """Ask for something more."""
    audience = _audience(request.POST.get("for", ""))
    kind = request.POST.get("kind", "")
    if kind not in Kind.values:
        raise Http404
    form = FieldForm(request.POST, audience=audience, kind=Kind(kind), others=pages.deciding(audience))
    if made := kept(form, audience, None, by=request.actor):
        messages.success(request, _("“%(name)s” is asked from now on.") % {"name": made})
        return redirect("fields:fields")
    return render(request, ONE, pages.field(audience, Kind(kind), form), status=422)


def edit_field(request: Request, pk: int) -> HttpResponse:
    """The field as it is."""
    found = _field(request, pk)
    return render(request, ONE, _page(found, _form(found)))


def change_field(request: Request, pk: int) -> HttpResponse:
    """Have it otherwise."""
    found = _field(request, pk)
    form = _form(found, request.POST)
    if kept(form, Audience(found.audience), found, by=request.actor):
        messages.success(request, _("Saved."))
        return redirect("fields:field", pk)
    return render(request, ONE, _page(found, form), status=422)


def _form(found: Field, *sent: object) -> FieldForm:
    audience = Audience(found.audience)
    others = pages.deciding(audience, but=found)
    return FieldForm(*sent, audience=audience, kind=Kind(found.kind), field=found, others=others)


def _page(found: Field, form: FieldForm) -> dict[str, object]:
    return pages.field(Audience(found.audience), Kind(found.kind), form, found)


def create_place(request: Request, pk: int) -> HttpResponse:
    """Ask for it earlier, or later."""
    operations.move_field(
        _field(request, pk), earlier=request.POST.get("place") == "earlier", by=request.actor
    )
    return redirect(f"{reverse('fields:fields')}#field-{pk}")


def create_archive(request: Request, pk: int) -> HttpResponse:
    """Ask for it no longer."""
    found = _field(request, pk)
    if operations.retire_field(found, by=request.actor):
        messages.success(request, _("“%(name)s” is archived. What it says stays.") % {"name": found})
    else:
        messages.success(request, _("“%(name)s” is removed.") % {"name": found})
    return redirect("fields:fields")


def create_return(request: Request, pk: int) -> HttpResponse:
    """Ask for it again."""
    operations.restore_field(_field(request, pk), by=request.actor)
    return redirect("fields:fields")

"""`/app/settings/forms`: building contact forms."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError
from pult.foundation.web import Request
from pult.gateways.forms import operations, queries
from pult.gateways.forms.builder_forms import ContactFormForm, FieldForm
from pult.gateways.forms.models import ContactForm, FormField
from pult.workforce.models import Department


def list_forms(request: Request) -> HttpResponse:
    """Every form."""
    return render(request, "forms/settings/list.html", {"forms": queries.forms_for(request.actor)})


def new_form(request: Request) -> HttpResponse:
    """Nothing yet."""
    return _form(request, ContactFormForm(departments=_departments(request)))


def create_form(request: Request) -> HttpResponseBase:
    """Open a form."""
    form = ContactFormForm(request.POST, departments=_departments(request))
    if form.is_valid():
        try:
            made = operations.open_form(form.cleaned_data["key"], **form.values(), by=request.actor)
        except DomainError as refusal:
            form.add_error("key", str(refusal))
        else:
            return redirect("forms:edit", pk=made.pk)
    return _form(request, form, status=422)


def edit_form(request: Request, pk: int) -> HttpResponse:
    """What holds now."""
    found = _found(request, pk)
    return _form(request, ContactFormForm(departments=_departments(request), contact_form=found), found)


def change_form(request: Request, pk: int) -> HttpResponseBase:
    """Change the form as a whole."""
    found = _found(request, pk)
    form = ContactFormForm(request.POST, departments=_departments(request), contact_form=found)
    if not form.is_valid():
        return _form(request, form, found, status=422)
    operations.change_form(found, **form.values(), by=request.actor)
    messages.success(request, _("Saved."))
    return redirect("forms:edit", pk=pk)


def new_field(request: Request, pk: int) -> HttpResponse:
    """One more field, nothing yet."""
    found = _found(request, pk)
    return _field(request, FieldForm(before=list(found.fields.order_by("position"))), found)


def create_field(request: Request, pk: int) -> HttpResponseBase:
    """One more field."""
    found = _found(request, pk)
    form = FieldForm(request.POST, before=list(found.fields.order_by("position")))
    if form.is_valid():
        try:
            operations.add_field(found, form.draft(), by=request.actor)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("forms:edit", pk=pk)
    return _field(request, form, found, status=422)


def edit_field(request: Request, pk: int) -> HttpResponse:
    """A field as it is."""
    field = _found_field(request, pk)
    return _field(request, FieldForm(before=_before(field), field=field), field.form, field)


def change_field(request: Request, pk: int) -> HttpResponseBase:
    """Ask otherwise."""
    field = _found_field(request, pk)
    form = FieldForm(request.POST, before=_before(field), field=field)
    if form.is_valid():
        try:
            operations.change_field(field, form.draft(), by=request.actor)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("forms:edit", pk=field.form_id)
    return _field(request, form, field.form, field, status=422)


def change_place(request: Request, pk: int) -> HttpResponseBase:
    """Ask earlier or later, by one place or by as many as it was dragged."""
    field = _found_field(request, pk)
    steps = {"later": 1, "earlier": -1}.get(request.POST.get("to", "")) or _places(request.POST.get("by", ""))
    return _done(request, field, lambda: operations.move_field(field, by_places=steps, by=request.actor))


def delete_field(request: Request, pk: int) -> HttpResponseBase:
    """Ask no more."""
    field = _found_field(request, pk)
    return _done(request, field, lambda: operations.remove_field(field, by=request.actor))


def _done(request: Request, field: FormField, act: Any) -> HttpResponseBase:
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("forms:edit", pk=field.form_id)


def _found(request: Request, pk: int) -> ContactForm:
    forms = ContactForm.objects.visible_to(request.actor).select_related("inbox")
    return get_object_or_404(forms, pk=pk)


def _found_field(request: Request, pk: int) -> FormField:
    own = ContactForm.objects.visible_to(request.actor)
    return get_object_or_404(FormField.objects.of(own).select_related("form"), pk=pk)


def _before(field: FormField) -> list[FormField]:
    return list(field.form.fields.before(field))


def _departments(request: Request) -> Any:
    return Department.objects.visible_to(request.actor).order_by("name")


def _form(
    request: Request, form: ContactFormForm, found: ContactForm | None = None, *, status: int = 200
) -> HttpResponse:
    page = {
        "form": form,
        "contact_form": found,
        "fields": queries.fields_of(found) if found else [],
        "host": settings.APP_URL,
    }
    return render(request, "forms/settings/form.html", page, status=status)


def _field(
    request: Request,
    form: FieldForm,
    found: ContactForm,
    field: FormField | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    page = {"form": form, "contact_form": found, "field": field}
    return render(request, "forms/settings/field.html", page, status=status)


def _places(text: str) -> int:
    digits = text.removeprefix("-")
    return int(text) if digits.isdecimal() and len(digits) <= 3 else 0

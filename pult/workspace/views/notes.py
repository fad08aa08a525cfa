"""What is written down about customers and companies, and what customers have agreed to."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect

from pult.customers import operations
from pult.customers.models import Company, Customer, Note, Purpose
from pult.customers.types import ConsentSource, Right
from pult.foundation.web import Request, needs
from pult.workspace.forms.customers import ConsentForm, NoteForm, PurposeForm

from .answers import answer, checked
from .customers import customer_of


@needs(Right.EDIT)
def create_note(request: Request, pk: int) -> HttpResponseRedirect:
    """Write something down about a customer."""
    customer = customer_of(request, pk)
    operations.add_note(checked(NoteForm(request.POST))["text"], customer=customer, by=request.actor)
    return redirect("workspace:customer", pk=pk)


@needs(Right.EDIT)
def create_company_note(request: Request, pk: int) -> HttpResponseRedirect:
    """Write something down about a company."""
    company = get_object_or_404(Company.objects.visible_to(request.actor), pk=pk)
    operations.add_note(checked(NoteForm(request.POST))["text"], company=company, by=request.actor)
    return redirect("workspace:company", pk=pk)


@needs(Right.EDIT)
def delete_note(request: Request, pk: int) -> HttpResponseRedirect:
    """Forget a note."""
    note = get_object_or_404(Note, pk=pk)
    if note.customer_id is None:
        get_object_or_404(Company.objects.visible_to(request.actor), pk=note.company_id)
    else:
        get_object_or_404(Customer.objects.visible_to(request.actor), pk=note.customer_id)
    operations.drop_note(note, by=request.actor)
    if note.customer_id is None:
        return redirect("workspace:company", pk=note.company_id)
    return redirect("workspace:customer", pk=note.customer_id)


@needs(Right.EDIT)
def create_consent(request: Request, pk: int) -> HttpResponseRedirect:
    """Write down that they agree, or agree no longer."""
    customer = customer_of(request, pk)
    given = checked(ConsentForm(request.POST))
    operations.record_consent(
        customer,
        given["purpose"],
        is_given=given["is_given"],
        source=ConsentSource(given["source"]),
        words=given["words"],
        by=request.actor,
    )
    return redirect("workspace:customer", pk=pk)


@needs(Right.MANAGE)
def list_purposes(request: Request) -> HttpResponse:
    """What customers can agree to."""
    purposes = Purpose.objects.order_by("name")
    return answer(request, "workspace/customers/purposes.html", {"purposes": purposes})


@needs(Right.MANAGE)
def edit_purpose(request: Request, pk: int | None = None) -> HttpResponse:
    """The form of one."""
    purpose = get_object_or_404(Purpose, pk=pk) if pk else None
    return answer(
        request,
        "workspace/customers/purpose.html",
        {"purpose": purpose, "form": PurposeForm(instance=purpose)},
    )


@needs(Right.MANAGE)
def save_purpose(request: Request, pk: int | None = None) -> HttpResponse | HttpResponseRedirect:
    """Keep it."""
    purpose = get_object_or_404(Purpose, pk=pk) if pk else None
    form = PurposeForm(request.POST, instance=purpose)
    if not form.is_valid():
        return answer(request, "workspace/customers/purpose.html", {"purpose": purpose, "form": form})
    operations.save_purpose(form.save(commit=False), by=request.actor)
    return redirect("workspace:purposes")

"""All that is kept about a person, taken along as one archive."""

from django.http import FileResponse, HttpResponse

from pult.customers.types import Act, Right
from pult.foundation.audit import operations as audit
from pult.foundation.web import Request, needs
from pult.workspace.paper.person import archive_of_person, conversations_with, left_out

from .answers import answer
from .customers import customer_of


@needs(Right.EXPORT)
def edit_person_export(request: Request, pk: int) -> HttpResponse:
    """What will be in it, and what goes along."""
    customer = customer_of(request, pk)
    context = {
        "customer": customer,
        "count": conversations_with(customer, request.actor).count(),
        "left_out": left_out(customer, request.actor),
    }
    return answer(request, "workspace/customers/export.html", context)


@needs(Right.EXPORT)
def create_person_export(request: Request, pk: int) -> FileResponse:
    """The archive to be saved; the audit log says who has taken it."""
    customer = customer_of(request, pk)
    asked = {"notes": "notes" in request.POST, "files": "files" in request.POST}
    archive = archive_of_person(customer, request.actor, **asked)
    about = f"customer:{pk}"
    audit.record(Act.EXPORTED, by=request.actor, about=about, about_name=customer.name, after=asked)
    response = FileResponse(
        archive, as_attachment=True, filename=f"customer-{pk}.zip", content_type="application/zip"
    )
    response["Cache-Control"] = "private, no-store"
    return response

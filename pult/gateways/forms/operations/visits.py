"""What articles saved: shown, opened, said to answer it, and nothing sent."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.foundation.events import publish
from pult.gateways.forms.events import FormVisitEnded
from pult.gateways.forms.metrics import DEFLECTION
from pult.gateways.forms.models import ContactForm, Visit
from pult.gateways.forms.ticket import OF_THE_PORTAL, read_ticket
from pult.gateways.forms.types import PortalNote, VisitEnd
from pult.inboxes.types import Channel
from pult.metrics import operations as ledger

SETTLED_AFTER = timedelta(hours=1)
AT_ONCE = 500


def note_shown(form: ContactForm | None, ticket: UUID, *, at: datetime | None = None) -> None:
    """Articles were shown to somebody who fills in a form; the first time counts."""
    visit = Visit(ticket=ticket, form=form, shown_at=at or timezone.now())
    Visit.objects.bulk_create([visit], ignore_conflicts=True)


def note_opened(form: ContactForm | None, ticket: UUID, *, at: datetime | None = None) -> None:
    """Somebody has opened one of the articles."""
    unopened = Visit.objects.filter(ticket=ticket, form=form, opened_at=None)
    unopened.update(opened_at=at or timezone.now())


def note_answered(form: ContactForm | None, ticket: UUID, *, at: datetime | None = None) -> None:
    """Somebody says that an article answers it."""
    unanswered = Visit.objects.filter(ticket=ticket, form=form, answered_at=None)
    unanswered.update(answered_at=at or timezone.now())


def note_sent(form: ContactForm | None, ticket: UUID, *, at: datetime | None = None) -> None:
    """Somebody has sent what they were writing."""
    Visit.objects.filter(ticket=ticket, form=form).update(sent_at=at or timezone.now())


NOTES = {
    PortalNote.SHOWN: note_shown,
    PortalNote.OPENED: note_opened,
    PortalNote.ANSWERED: note_answered,
    PortalNote.SENT: note_sent,
}


def note_on_portal(ticket: str, what: PortalNote, *, at: datetime | None = None) -> None:
    """Note what becomes of a customer on the portal's own page; a ticket that is forged or old says nothing."""
    read = read_ticket(ticket, OF_THE_PORTAL)
    if read is not None:
        NOTES[what](None, read.number, at=at)


def settle_visits(*, at: datetime | None = None) -> int:
    """Say how visits ended that began an hour ago or earlier. Returns how many."""
    at = at or timezone.now()
    due = Visit.objects.filter(end="", shown_at__lte=at - SETTLED_AFTER).select_related("form__inbox")
    settled = 0
    for visit in due.order_by("shown_at")[:AT_ONCE]:
        settled += _settle(visit, at)
    return settled


@transaction.atomic
def _settle(visit: Visit, at: datetime) -> bool:
    end = VisitEnd.LEFT
    if visit.sent_at is not None:
        end = VisitEnd.SENT
    elif visit.answered_at is not None:
        end = VisitEnd.DEFLECTED
    if not Visit.objects.filter(pk=visit.pk, end="").update(end=end):
        return False
    publish(
        FormVisitEnded(
            contact_form_id=visit.form_id,
            visit=str(visit.ticket),
            inbox_id=visit.form.inbox_id if visit.form else None,
            department_id=visit.form.inbox.department_id if visit.form else None,
            is_deflected=end == VisitEnd.DEFLECTED,
            by=SYSTEM.ref,
            at=at,
        )
    )
    return True


def measure_visit(event: FormVisitEnded) -> None:
    """Into the figures."""
    ledger.record(
        DEFLECTION,
        key=f"form-visit:{event.visit}",
        at=event.at,
        value=float(event.is_deflected),
        department_id=event.department_id,
        inbox_id=event.inbox_id,
        channel=Channel.FORM,
    )

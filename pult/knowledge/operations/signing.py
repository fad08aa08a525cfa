"""Read and signed: colleagues are asked to read a version and say that they have."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation import jobs
from pult.foundation.actors import Actor
from pult.foundation.events import publish as announce
from pult.knowledge.errors import NotAsked, NotReady
from pult.knowledge.events import DocumentSigned, SignaturesAsked
from pult.knowledge.letters import tell_to_sign
from pult.knowledge.models import Acknowledgement, Asking, Document, Revision, Translation
from pult.knowledge.types import Audience
from pult.workforce.models import Department, Member, MemberQuerySet

MOST_AT_ONCE = 500
LETTERS_AT_ONCE = 50
LATEST_LETTER = timedelta(days=1)
BETWEEN_REMINDERS = timedelta(days=7)


@transaction.atomic
def ask_for_signatures(
    document: Document,
    *,
    by: Actor,
    department: Department | None = None,
    days: int = 14,
    at: datetime | None = None,
) -> Asking:
    """Ask a department, or everybody at work, to read what is published and sign it. Whoever joins is asked too."""
    at = at or timezone.now()
    revision = _in_force(document)
    if document.audience == Audience.DEPARTMENT and (
        department is None or department.pk != document.department_id
    ):
        raise NotReady(_("Only the department that it is for can be asked."))
    asking, _is_new = Asking.objects.update_or_create(
        document=document,
        department=department,
        ended_at=None,
        defaults={"days": days, "asked_by_id": by.person_id or None, "asked_at": at},
    )
    _ask(asking, revision, at=at)
    announce(SignaturesAsked(document_id=document.pk, revision_id=revision.pk, by=by.ref, at=at))
    return asking


@transaction.atomic
def stop_asking(asking: Asking, *, by: Actor, at: datetime | None = None) -> None:  # noqa: ARG001
    """Ask no more; what was signed stays as proof."""
    at = at or timezone.now()
    Asking.objects.filter(pk=asking.pk, ended_at=None).update(ended_at=at)
    left = Asking.objects.filter(document=asking.document_id, ended_at=None)
    still = {person for one in left for person in _members(one).values_list("pk", flat=True)}
    waiting = Acknowledgement.objects.waiting().filter(document=asking.document_id)
    waiting.exclude(person__in=still).update(dropped_at=at)


@transaction.atomic
def sign(document: Document, *, by: Actor, read: Revision, at: datetime | None = None) -> Acknowledgement:
    """Say that one has read the version and will keep to it. `read` is the text that was before one's eyes."""
    at = at or timezone.now()
    mine = Acknowledgement.objects.waiting_for(by).filter(document=document)
    found = mine.select_for_update(no_key=True).order_by("-asked_at").first()
    if found is None or read.translation.document_id != document.pk:
        raise NotAsked(_("You are not asked to sign this."))
    found.signed_at, found.read = at, read
    found.save(update_fields=["signed_at", "read"])
    announce(
        DocumentSigned(
            document_id=document.pk,
            revision_id=found.revision_id,
            person_id=found.person_id,
            by=by.ref,
            at=at,
        )
    )
    return found


def ask_again(document: Document, revision: Revision, *, at: datetime) -> None:
    """A change that matters: everybody who was asked is asked anew; what waits for the version before is dropped."""
    askings = list(Asking.objects.filter(document=document, ended_at=None))
    if askings:
        Acknowledgement.objects.waiting().filter(document=document).update(dropped_at=at)
    for asking in askings:
        _ask(asking, revision, at=at)


@transaction.atomic
def ask_newcomers(*, at: datetime | None = None) -> int:
    """Ask those who have come to a department since it was asked."""
    at = at or timezone.now()
    askings = Asking.objects.filter(ended_at=None).select_related("document").order_by("pk")
    return sum(_ask(one, _asked_version(one.document), at=at) for one in askings)


@transaction.atomic
def remind_to_sign(*, at: datetime | None = None) -> int:
    """Write to those who have not signed: on the last day, and every week after it."""
    at = at or timezone.now()
    waiting = Acknowledgement.objects.waiting().filter(due_on__lte=at.date(), person__is_active=True)
    due = waiting.filter(reminded_at=None) | waiting.filter(reminded_at__lte=at - BETWEEN_REMINDERS)
    found = list(due.select_related("person", "document").order_by("person", "pk")[:MOST_AT_ONCE])
    _write_later([one.pk for one in found], at=at)
    Acknowledgement.objects.filter(pk__in=[one.pk for one in found]).update(reminded_at=at)
    return len(found)


def _ask(asking: Asking, revision: Revision | None, *, at: datetime) -> int:
    """Everybody who was not asked for this version yet; how many."""
    if revision is None:
        return 0
    there = Acknowledgement.objects.filter(revision=revision)
    there.exclude(dropped_at=None).filter(person__in=_members(asking).values("pk")).update(dropped_at=None)
    new = _members(asking).exclude(pk__in=there.values("person"))
    due = (at + timedelta(days=asking.days)).date()
    rows = [
        Acknowledgement(
            document_id=asking.document_id, revision=revision, person_id=pk, asked_at=at, due_on=due
        )
        for pk in new.order_by("pk").values_list("pk", flat=True)
    ]
    made = Acknowledgement.objects.bulk_create(rows, ignore_conflicts=True)
    new_ones = there.waiting().filter(asked_at=at).order_by("pk").values_list("pk", flat=True)
    _write_later(list(new_ones), at=at)
    return len(made)


def write_to_sign(waiting: Iterable[int]) -> None:
    """Write to these what they are asked to read and sign, as far as they have not done so in the meantime."""
    rows = Acknowledgement.objects.waiting().filter(pk__in=list(waiting), person__is_active=True)
    tell_to_sign(list(rows.select_related("person", "document").order_by("person", "pk")))


def _write_later(waiting: list[int], *, at: datetime) -> None:
    # What is written down about days gone by is history: nobody gets a letter about it today.
    if at < timezone.now() - LATEST_LETTER:
        return
    # A job, so that nobody waits while a whole house is written to.
    for begin in range(0, len(waiting), LETTERS_AT_ONCE):
        jobs.defer("knowledge.write_to_sign", waiting=waiting[begin : begin + LETTERS_AT_ONCE])


def _members(asking: Asking) -> MemberQuerySet:
    found = Member.objects.at_work()
    return found.filter(departments=asking.department_id) if asking.department_id else found


def _in_force(document: Document) -> Revision:
    source = Translation.objects.published().filter(document=document).select_related("published")
    first = source.filter(language=document.language).first() or source.own().order_by("pk").first()
    if first is None or first.published is None:
        raise NotReady(_("Publish it before you ask for signatures."))
    return first.published


def _asked_version(document: Document) -> Revision | None:
    """The version that everybody was asked for last; a newer one only counts when it mattered."""
    latest = Acknowledgement.objects.filter(document=document).order_by("-asked_at", "-pk")
    found = latest.select_related("revision").first()
    return found.revision if found else None

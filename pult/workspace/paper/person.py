"""The archive of one person: what is kept about them, and every conversation with them, each in a folder of its own."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.models import Conversation
from pult.customers.models import Consent, Customer
from pult.feedback.queries import rating_of
from pult.fields.types import Audience
from pult.foundation.actors import Actor
from pult.ui.rendering import render
from pult.workspace.queries.fields import own_of

from .archive import IN_MEMORY, LARGEST, TooLarge, looks, put_conversation, weight_of

FORMAT, VERSION = "pult.person", 1
WHOLE = ("customer", "assignee__person", "department", "inbox")


def conversations_with(customer: Customer, actor: Actor) -> QuerySet[Conversation]:
    """Those with this person that somebody may read, spam among them; what was merged stands where it went."""
    seen = Conversation.objects.visible_to(actor).filter(customer=customer, merged_into=None)
    return seen.select_related(*WHOLE).prefetch_related("participants").order_by("pk")


def left_out(customer: Customer, actor: Actor) -> int:
    """How many conversations with this person somebody may not read; they are not in the archive."""
    every = Conversation.objects.filter(customer=customer, merged_into=None, is_apart=False)
    return every.count() - conversations_with(customer, actor).count()


def archive_of_person(customer: Customer, actor: Actor, *, notes: bool, files: bool) -> IO[bytes]:
    """The archive, ready to be read from its beginning."""
    found = conversations_with(customer, actor)
    if files and weight_of(list(found.values_list("pk", flat=True)), notes=notes) > LARGEST:
        raise TooLarge(_("The files of this person are more than 1 GB. Export them without the files."))
    stream = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer reads and closes it
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        values = person_of(customer, actor, notes=notes)
        for conversation in found.iterator(chunk_size=50):
            folder = f"conversations/{conversation.pk}/"
            put_conversation(archive, conversation, notes=notes, files=files, folder=folder)
        archive.writestr("person.json", json.dumps(values, ensure_ascii=False, indent=2))
        context = {"customer": customer, "told": values, "now": timezone.now(), "looks": looks()}
        archive.writestr("person.html", render("workspace/paper/person.html", context))
    stream.seek(0)
    return stream


def person_of(customer: Customer, actor: Actor, *, notes: bool) -> dict[str, Any]:
    """What is kept about the person themselves, and what there is to be read of the conversations."""
    told: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "with_notes": notes,
        "name": customer.name,
        "company": customer.company.name if customer.company else None,
        "language": customer.language,
        "known_since": customer.created_at.isoformat(),
        "identities": list(customer.identities.order_by("kind", "pk").values("kind", "value")),
        "fields": list(_fields(customer)),
        "consents": list(_consents(customer)),
        "conversations": list(_conversations(customer, actor)),
        "left_out": left_out(customer, actor),
    }
    if notes:
        told |= {"note": customer.note, "notes": list(_notes(customer))}
    return told


def _fields(customer: Customer) -> Iterator[dict[str, Any]]:
    own = own_of(Audience.CUSTOMER, customer.pk)
    for line in own.lines if own is not None else ():
        yield {"name": line.name, "value": line.text}


def _consents(customer: Customer) -> Iterator[dict[str, Any]]:
    """Every entry, not only where they stand now."""
    entries = Consent.objects.filter(customer=customer).select_related("purpose").order_by("at", "pk")
    for one in entries:
        yield {
            "purpose": one.purpose.name,
            "is_given": one.is_given,
            "at": one.at.isoformat(),
            "how": one.source,
            "words": one.words,
        }


def _notes(customer: Customer) -> Iterator[dict[str, Any]]:
    for one in customer.notes.order_by("at", "pk"):
        yield {"at": one.at.isoformat(), "author": one.author_name, "text": one.text}


def _conversations(customer: Customer, actor: Actor) -> Iterator[dict[str, Any]]:
    for one in conversations_with(customer, actor).iterator(chunk_size=200):
        rating = rating_of(one)
        yield {
            "number": one.pk,
            "subject": one.subject,
            "opened_at": one.opened_at.isoformat(),
            "rating": {"score": rating.score, "comment": rating.comment} if rating else None,
            "path": f"conversations/{one.pk}/conversation.html",
        }

"""Writing to candidates: letters from templates and by hand, in a conversation that the desk does not see."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations import operations as conversations
from pult.conversations.models import Message
from pult.conversations.types import Upload
from pult.customers import operations as customers
from pult.customers.models import Customer
from pult.customers.types import IdentityKind
from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.text.tongues import Tongues, cleaned
from pult.hiring import queries
from pult.hiring.errors import BadLetter, NotReady
from pult.hiring.letters import complaint_about, letter_for
from pult.hiring.models import Application, Candidate, Letter
from pult.hiring.types import Act, LetterKind

from .moving import note_answer, promise


@transaction.atomic
def send_letter(
    application: Application,
    kind: LetterKind,
    *,
    by: Actor,
    is_automatic: bool = False,
    attachments: Iterable[Upload] = (),
    values: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> Message | None:
    """Send one of the house's letters in the candidate's language; nothing to somebody who was erased."""
    if application.candidate.is_erased:
        return None
    letter = letter_for(application, kind, values=values)
    return write_to(
        application,
        subject=letter.subject,
        text=letter.text,
        by=by,
        is_automatic=is_automatic,
        attachments=attachments,
        at=at,
    )


@transaction.atomic
def write_to(
    application: Application,
    *,
    subject: str,
    text: str,
    by: Actor,
    is_automatic: bool = False,
    attachments: Iterable[Upload] = (),
    client_key: str | None = None,
    at: datetime | None = None,
) -> Message:
    """Write to the candidate. A word of a person keeps the promise, and promises the next one."""
    at = at or timezone.now()
    message = _say(application, subject, text, by=by, attachments=attachments, client_key=client_key, at=at)
    if not is_automatic and by.is_person:
        note_answer(application, by=by, at=at)
        if application.is_active:
            Application.objects.filter(pk=application.pk).update(
                promised_by=promise(application.stage, at=at), alarmed_at=None, version=F("version") + 1
            )
            application.refresh_from_db()
    return message


def _say(
    application: Application,
    subject: str,
    text: str,
    *,
    by: Actor,
    attachments: Iterable[Upload],
    client_key: str | None,
    at: datetime,
) -> Message:
    # What Pult writes by itself is signed by the house.
    writer = by if by.is_person else replace(by, name=queries.house_name())
    if application.conversation is not None:
        return conversations.reply(
            application.conversation,
            by=writer,
            text=text,
            attachments=attachments,
            client_key=client_key,
            at=at,
        )
    inbox = queries.settings().inbox
    if inbox is None or application.candidate.email is None:
        raise NotReady(_("Choose in the settings of hiring from which inbox letters go out."))
    conversation = conversations.open_conversation(
        _customer_of(application.candidate, by=by, at=at),
        inbox=inbox,
        subject=subject,
        text=text,
        by=writer,
        attachments=attachments,
        client_key=client_key,
        address=application.candidate.email,
        at=at,
    )
    Application.objects.filter(pk=application.pk).update(conversation=conversation)
    application.conversation = conversation
    return conversation.messages.latest("pk")


def _customer_of(candidate: Candidate, *, by: Actor, at: datetime) -> Customer:
    customer = customers.identify(
        IdentityKind.EMAIL,
        candidate.email or "",
        name=candidate.name,
        language=candidate.language,
        is_apart=True,
        by=by,
        at=at,
    )
    if candidate.customer_id != customer.pk:
        Candidate.objects.filter(pk=candidate.pk).update(customer=customer)
        candidate.customer = customer
    return customer


@transaction.atomic
def change_letter(
    kind: LetterKind, *, subjects: Tongues, texts: Tongues, by: Actor, at: datetime | None = None
) -> Letter:
    """Say it in the house's own words. Words between braces must be known."""
    subjects, texts = cleaned(subjects), cleaned(texts)
    if not subjects or not texts:
        raise Invalid(_("A letter needs a subject and a text in at least one language."))
    for text in (*subjects.values(), *texts.values()):
        if complaint := complaint_about(text, kind):
            raise BadLetter(complaint)
    at = at or timezone.now()
    letter, _made = Letter.objects.update_or_create(
        kind=kind, defaults={"subjects": subjects, "texts": texts, "changed_at": at}
    )
    record(Act.LETTER_CHANGED, by=by, about=f"letter:{kind}", at=at)
    return letter


def forget_letter(kind: LetterKind, *, by: Actor) -> None:
    """Send again what came with Pult."""
    if Letter.objects.filter(kind=kind).delete()[0]:
        record(Act.LETTER_CHANGED, by=by, about=f"letter:{kind}")

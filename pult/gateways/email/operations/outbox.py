"""Sending: a mail is queued with what causes it, claimed before it is sent, and written down right after."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from email.message import Message as MimeMessage
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Message
from pult.conversations.types import Delivery, MessageKind
from pult.foundation import jobs
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.events import publish
from pult.foundation.files.errors import Missing
from pult.gateways.email.compose import (
    NOBODY,
    compose_reply,
    correspondents,
    message_id_for,
    new_message_id,
)
from pult.gateways.email.events import MailReturned
from pult.gateways.email.inbound import desk_name
from pult.gateways.email.models import OutgoingMail
from pult.gateways.email.post import DeliveryFailed, Receipt, post
from pult.gateways.email.types import Progress
from pult.inboxes.models import Inbox
from pult.surveys import operations as surveys

MESSAGES: KeptModels[Message] = KeptModels()
MAILS: KeptModels[OutgoingMail] = KeptModels()
# Minutes until the next try; after the last one a temporary failure is final.
WAITS = (1, 2, 5, 10, 20, 40, 60, 120, 240, 360, 480, 720, 1440, 1440)
CLAIM_LASTS = timedelta(minutes=10)
AT_ONCE = 500


@transaction.atomic
def queue_reply(
    message_id: int, *, through: Inbox | None = None, at: datetime | None = None
) -> OutgoingMail | None:
    """Put a reply into the outbox, once; nothing where there is nobody to write to.

    `through` is the mailbox that another door's conversation goes on by, as a chat does when its visitor has gone.

    A reply whose fate is known already is history that was imported or seeded; it is not sent to anybody.
    """
    message = MESSAGES.first("one", _message, {"message": message_id})
    if message is None:
        return None  # erased meanwhile
    inbox = through or message.conversation.inbox
    known = MAILS.first("of", _mail, {"message": message_id})
    if known is not None or inbox is None or message.delivery != Delivery.QUEUED:
        return known
    to, cc = correspondents(message)
    name = message_id_for(message, inbox)
    if not to:
        conversations.record_delivery(
            message, Delivery.FAILED, by=SYSTEM, detail="no address", external_id=name, at=at
        )
        return None
    mail = OutgoingMail.objects.create(
        message=message,
        inbox=inbox,
        external_id=name,
        sender=NOBODY if message.kind == MessageKind.AUTOMATIC else inbox.address,
        recipients=[each.address for each in (*to, *cc)],
        subject=message.conversation.subject[:250],
        next_try_at=at or timezone.now(),
    )
    # An answer may come before the server's receipt is written down, so the name is known from now on.
    conversations.record_delivery(message, Delivery.QUEUED, by=SYSTEM, external_id=name, at=at)
    jobs.defer("email.send_mail", mail_id=mail.pk, lock=f"mail:{mail.pk}")
    return mail


def _message(slots: Mapping[str, Any]) -> QuerySet[Message]:
    return Message.objects.filter(pk=slots["message"]).select_related("conversation__inbox")


def _mail(slots: Mapping[str, Any]) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(message=slots["message"])


@transaction.atomic
def queue_mail(message: EmailMessage, *, at: datetime | None = None) -> OutgoingMail:
    """Put a mail of the system into the outbox: an invitation, a reset, a survey, a notice."""
    headers = {name.lower() for name in message.extra_headers}
    marks = {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "X-Pult-Desk": desk_name(),
    }
    for name, value in marks.items():
        if name.lower() not in headers:
            message.extra_headers[name] = value
    sender = message.from_email or settings.DEFAULT_FROM_EMAIL
    if "message-id" not in headers:
        message.extra_headers["Message-ID"] = f"<{new_message_id(sender)}>"
    mime: MimeMessage = message.message()
    mail = OutgoingMail.objects.create(
        external_id=str(mime["Message-ID"]).strip("<> ")[:255],
        sender=sender[:320],
        recipients=message.recipients(),
        subject=" ".join(message.subject.split())[:250],
        content=_in_lines(mime.as_bytes()),
        next_try_at=at or timezone.now(),
    )
    jobs.defer("email.send_mail", mail_id=mail.pk, lock=f"mail:{mail.pk}")
    return mail


def _in_lines(content: bytes) -> bytes:
    """Django ends lines as programs do; SMTP knows lines that end with CRLF only, and no others."""
    return b"\r\n".join((*content.splitlines(), b""))


def send(mail: OutgoingMail, *, is_alone: bool = False, at: datetime | None = None) -> OutgoingMail:
    """Send one mail, unless it is sent, not due, or there is no server yet. Says on the row what happened.

    `is_alone` promises that nobody else is sending it: what is claimed was left behind by a worker that died.
    """
    at = at or timezone.now()
    if not settings.SMTP_URL or not _claim(mail, is_alone=is_alone, at=at):
        return mail
    try:
        receipt = post(mail.sender, mail.recipients, content_of(mail))
    except DeliveryFailed as failure:
        _note_failure(mail, failure, at=at)
    except Missing:
        _note_failure(mail, DeliveryFailed("the content of an attachment is missing", permanent=True), at=at)
    else:
        _note_receipt(mail, receipt, at=at)
    return mail


def send_due(*, at: datetime | None = None) -> int:
    """Queue what is due and what a dead worker left half done. Returns how many mails that are."""
    if not settings.SMTP_URL:
        return 0
    at = at or timezone.now()
    waiting = Q(progress=Progress.WAITING, next_try_at__lte=at)
    due = (
        OutgoingMail.objects.filter(waiting | left_behind(at))
        .order_by("next_try_at")
        .values_list("pk", flat=True)[:AT_ONCE]
    )
    for pk in due:
        jobs.defer("email.send_mail", mail_id=pk, lock=f"mail:{pk}", once=f"mail:{pk}")
    return len(due)


def send_again(mail: OutgoingMail, *, by: Actor, at: datetime | None = None) -> None:  # noqa: ARG001
    """Try a mail again that could not be delivered, or at once one that waits."""
    resting = [Progress.FAILED, Progress.WAITING]
    changed = OutgoingMail.objects.filter(pk=mail.pk, progress__in=resting).update(
        progress=Progress.WAITING, attempts=0, next_try_at=at or timezone.now()
    )
    if changed:
        jobs.defer("email.send_mail", mail_id=mail.pk, lock=f"mail:{mail.pk}")


def left_behind(at: datetime) -> Q:
    """Claimed so long ago that the worker must have died."""
    return Q(progress=Progress.SENDING, claimed_at__lt=at - CLAIM_LASTS)


def content_of(mail: OutgoingMail) -> bytes:
    """The bytes to send: kept ones of the system, a reply as it stands in its conversation."""
    if mail.message is None or mail.content is not None:
        return bytes(mail.content or b"")
    return compose_reply(mail.message, message_id=mail.external_id, through=mail.inbox)


def _claim(mail: OutgoingMail, *, is_alone: bool, at: datetime) -> bool:
    """Take the mail for this worker. One that another worker holds is left alone until that one is surely dead."""
    left = Q(progress=Progress.SENDING) if is_alone else left_behind(at)
    free = Q(progress=Progress.WAITING, next_try_at__lte=at) | left
    claimed = OutgoingMail.objects.filter(free, pk=mail.pk).update(
        progress=Progress.SENDING, claimed_at=at, attempts=F("attempts") + 1
    )
    mail.refresh_from_db()
    return bool(claimed)


@transaction.atomic
def _note_receipt(mail: OutgoingMail, receipt: Receipt, *, at: datetime) -> None:
    """Sent; recipients whom the server put off are tried again, the others are not."""
    if receipt.put_off:
        _write(
            mail,
            Progress.WAITING,
            recipients=receipt.put_off,
            answer=receipt.words,
            next_try_at=_next(mail, at),
        )
        return
    _write(mail, Progress.SENT, sent_at=at, answer=receipt.words)
    if mail.message is not None:
        conversations.record_delivery(mail.message, Delivery.SENT, by=SYSTEM, detail=receipt.words, at=at)


def forget_own_mail(address: str) -> int:
    """Forget what Pult itself wrote to an address, such as an invitation to a survey. Returns how many mails."""
    own = OutgoingMail.objects.filter(message=None, recipients__icontains=address)
    rows = own.exclude(progress=Progress.SENDING).values_list("pk", "recipients")
    theirs = [pk for pk, sent_to in rows if address.casefold() in {_bare(one) for one in sent_to}]
    return OutgoingMail.objects.filter(pk__in=theirs).delete()[0]


def forget_answers(messages: Iterable[int]) -> int:
    """Forget the mails in which these messages went out, also those that still wait. Returns how many."""
    return OutgoingMail.objects.filter(message__in=list(messages)).delete()[0]


def _bare(recipient: str) -> str:
    return parseaddr(recipient)[1].casefold()


@transaction.atomic
def _note_failure(mail: OutgoingMail, failure: DeliveryFailed, *, at: datetime) -> None:
    """Try again later, unless trying again cannot help."""
    if not failure.permanent and mail.attempts <= len(WAITS):
        _write(mail, Progress.WAITING, answer=failure.reason, next_try_at=_next(mail, at))
        return
    _write(mail, Progress.FAILED, answer=failure.reason)
    if mail.message is None:
        surveys.mark_bounced([mail.external_id])
        publish(MailReturned(message_ids=[mail.external_id], by=SYSTEM.ref, at=at))
    else:
        conversations.record_delivery(mail.message, Delivery.FAILED, by=SYSTEM, detail=failure.reason, at=at)


def _next(mail: OutgoingMail, at: datetime) -> datetime:
    return at + timedelta(minutes=WAITS[min(mail.attempts, len(WAITS)) - 1])


def _write(mail: OutgoingMail, progress: Progress, *, answer: str, **values: object) -> None:
    changes = {"progress": progress, "answer": answer[:500], "claimed_at": None, **values}
    OutgoingMail.objects.filter(pk=mail.pk).update(**changes)
    mail.refresh_from_db()

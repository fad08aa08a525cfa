"""Replies that are sent later: planned, taken back, changed, sent when their moment comes, or stopped before."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.errors import NoPlan, WriterGone
from pult.conversations.events import ReplyPlanned, ReplyStopped, ReplyUnplanned
from pult.conversations.models import Conversation, Message, PlannedFile, PlannedReply
from pult.conversations.types import MessageKind, PlanState, Right, Status, Upload
from pult.foundation import jobs
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.errors import DomainError, Invalid
from pult.foundation.events import publish
from pult.foundation.files.operations import keep, read

from .drafts import discard_draft
from .entries import place
from .writing import check_not_empty, check_still_true, reply

FARTHEST = timedelta(days=366)


@transaction.atomic
def plan_reply(
    conversation: Conversation,
    *,
    by: Actor,
    text: str,
    send_at: datetime,
    attachments: Iterable[Upload] = (),
    client_key: str | None = None,
    seen_message_id: int | None = None,
    then: Status | None = None,
    can_be_undone: bool = False,
    at: datetime | None = None,
) -> PlannedReply:
    """Write a reply that goes out later; a message of the customer that comes before stops it.

    `client_key` makes a repeated plan harmless; `seen_message_id` is the newest message the writer had read.
    """
    at, uploads = at or timezone.now(), tuple(attachments)
    known = PlannedReply.objects.filter(client_key=client_key).first() if client_key else None
    if known is not None:
        return known
    check_not_empty(text, uploads)
    _check_moment(send_at, at)
    check_still_true(conversation, seen_message_id)
    planned = PlannedReply.objects.create(
        conversation=conversation,
        person_id=by.person_id,
        text=text,
        then=then or "",
        client_key=client_key or uuid.uuid4().hex,
        seen_message_id=seen_message_id,
        planned_at=at,
        send_at=send_at,
        can_be_undone=can_be_undone,
    )
    _attach(planned, uploads)
    discard_draft(conversation, by=by, kind=MessageKind.REPLY)
    _announce(planned, by=by, at=at)
    return planned


@transaction.atomic
def change_plan(
    planned: PlannedReply,
    *,
    by: Actor,
    text: str,
    send_at: datetime,
    seen_message_id: int | None = None,
    at: datetime | None = None,
) -> None:
    """Say it in other words or at another moment; what was stopped goes out again."""
    at, held = at or timezone.now(), _held(planned)
    check_not_empty(
        text, tuple(Upload(name=one.name, content_type="", content=b"") for one in held.files.all())
    )
    _check_moment(send_at, at)
    check_still_true(held.conversation, seen_message_id)
    held.text, held.send_at, held.seen_message_id = text, send_at, seen_message_id
    held.state, held.why, held.can_be_undone = PlanState.WAITING, "", False
    held.save()
    _announce(held, by=by, at=at)


@transaction.atomic
def take_back(planned: PlannedReply, *, by: Actor, at: datetime | None = None) -> None:
    """Keep a reply from being sent; its words and files wait for whoever goes on with them."""
    held = _held(planned)
    _stop(held, PlanState.OPEN, why="", by=by, at=at or timezone.now())


@transaction.atomic
def drop_plan(planned: PlannedReply, *, by: Actor, at: datetime | None = None) -> None:
    """Throw a planned reply away."""
    held = _held(planned)
    where = place(held.conversation, by=by.ref, at=at or timezone.now())
    held.delete()
    publish(ReplyUnplanned(**where, planned_id=planned.pk))


@transaction.atomic
def send_now(
    planned: PlannedReply, *, by: Actor, seen_message_id: int | None = None, at: datetime | None = None
) -> Message:
    """Send a planned reply at once, in the name of whoever wrote it. `by` has read up to `seen_message_id`."""
    held = _held(planned)
    if seen_message_id is not None:
        held.seen_message_id = seen_message_id
    return _send(held, by=by, at=at or timezone.now())


def send_planned(planned_id: int, *, at: datetime | None = None) -> Message | None:
    """Send a reply whose moment has come; what speaks against it stops it, and its writer is told."""
    at = at or timezone.now()
    try:
        with transaction.atomic():
            planned = _in_line(planned_id, at=at)
            return _send(planned, by=SYSTEM, at=at) if planned else None
    except DomainError as refusal:
        with transaction.atomic():
            planned = _in_line(planned_id, at=at)
            if planned is not None:
                _stop(planned, PlanState.STOPPED, why=refusal.code, by=SYSTEM, at=at)
    return None


def send_due(*, at: datetime | None = None) -> int:
    """Send what is due and has no job any more. Returns how many were looked at."""
    at = at or timezone.now()
    due = list(
        PlannedReply.objects.in_line()
        .filter(send_at__lte=at)
        .order_by("send_at")
        .values_list("pk", flat=True)
    )
    for pk in due:
        send_planned(pk, at=at)
    return len(due)


def _send(planned: PlannedReply, *, by: Actor, at: datetime) -> Message:
    writer = planned.person.actor
    if not (planned.person.is_active and writer.has(Right.REPLY)):
        raise WriterGone(_("Whoever wrote this may not answer customers any more."))
    message = reply(
        planned.conversation,
        by=writer,
        text=planned.text,
        attachments=[_upload(one) for one in planned.files.select_related("file").order_by("pk")],
        client_key=planned.client_key,
        seen_message_id=planned.seen_message_id,
        then=Status(planned.then) if planned.then else None,
        keeps_draft=True,
        at=at,
    )
    where = place(planned.conversation, by=by.ref, at=at)
    pk = planned.pk
    planned.delete()
    publish(ReplyUnplanned(**where, planned_id=pk, message_id=message.pk))
    return message


def _attach(planned: PlannedReply, uploads: Iterable[Upload]) -> None:
    PlannedFile.objects.bulk_create(
        PlannedFile(
            planned=planned,
            file=keep(upload.content, content_type=upload.content_type),
            name=upload.name[:255],
        )
        for upload in uploads
    )


def _upload(one: PlannedFile) -> Upload:
    return Upload(name=one.name, content_type=one.file.content_type, content=read(one.file))


def _stop(planned: PlannedReply, state: PlanState, *, why: str, by: Actor, at: datetime) -> None:
    planned.state, planned.why, planned.can_be_undone = state, why, False
    planned.save(update_fields=["state", "why", "can_be_undone"])
    where = place(planned.conversation, by=by.ref, at=at)
    publish(ReplyStopped(**where, planned_id=planned.pk, person_id=planned.person_id, why=why))


def _announce(planned: PlannedReply, *, by: Actor, at: datetime) -> None:
    publish(
        ReplyPlanned(
            **place(planned.conversation, by=by.ref, at=at), planned_id=planned.pk, send_at=planned.send_at
        )
    )
    jobs.defer("conversations.send_planned", planned_id=planned.pk, at=planned.send_at)


def _check_moment(send_at: datetime, at: datetime) -> None:
    if not at < send_at <= at + FARTHEST:
        raise Invalid(_("Choose a moment within the next twelve months."))


def _held(planned: PlannedReply) -> PlannedReply:
    """The conversation's row before the plan's, as everybody locks them."""
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=planned.conversation_id)
    held = PlannedReply.objects.select_for_update(no_key=True).filter(pk=planned.pk).first()
    if held is None:
        raise NoPlan(_("This reply has been sent already."))
    held.conversation = conversation
    return held


def _in_line(planned_id: int, *, at: datetime) -> PlannedReply | None:
    """The reply, if it is still to go out now; held until the commit."""
    found = PlannedReply.objects.in_line().filter(pk=planned_id, send_at__lte=at)
    conversation_id = found.values_list("conversation_id", flat=True).first()
    if conversation_id is None:
        return None
    Conversation.objects.select_for_update(no_key=True).get(pk=conversation_id)
    return found.select_for_update(of=("self",), no_key=True).select_related("conversation", "person").first()

"""Asking customers: planned when a conversation is solved, sent a little later, unless it is reopened first."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from pult.conversations.models import Conversation
from pult.customers import queries as customers
from pult.customers.models import Customer, Identity
from pult.customers.types import IdentityKind
from pult.feedback import letters, queries
from pult.feedback.events import FeedbackSettingsChanged, SurveySent
from pult.feedback.models import Asked, FeedbackSettings
from pult.feedback.types import AskedFor, State
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.events import publish
from pult.surveys import operations as surveys
from pult.surveys.models import Invitation
from pult.surveys.types import DEPARTMENT
from pult.workforce.models import Member

STALE_AFTER = timedelta(days=3)
SEND_AT_ONCE = 200


@transaction.atomic
def invite(
    conversation: Conversation,
    *,
    by: Actor = SYSTEM,  # noqa: ARG001 - every verb says who acts
    solved_by: int | None = None,
    at: datetime | None = None,
) -> Asked | None:
    """Plan to ask the customer what they thought; nothing is planned where asking would be a nuisance."""
    at = at or timezone.now()
    settings = queries.settings()
    # Two conversations of one customer may be solved at the same moment; only one of them may ask.
    transaction_lock(f"feedback.customer.{conversation.customer_id}")
    address = _address(conversation)
    if address is None or not _may_ask(conversation, settings, at):
        return None
    member = Member.objects.filter(pk=solved_by or conversation.assignee_id).first()
    asked, _ = Asked.objects.update_or_create(
        conversation=conversation,
        defaults={
            "customer_id": conversation.customer_id,
            "department_id": conversation.department_id,
            "member": member,
            "address": address,
            "language": conversation.language or conversation.customer.language or "en",
            "state": State.PLANNED,
            "due_at": at + timedelta(minutes=settings.delay_minutes),
        },
    )
    return asked


def cancel(conversation: Conversation, *, by: Actor = SYSTEM) -> bool:  # noqa: ARG001 - every verb says who acts
    """Do not ask after all, unless the customer has been asked already. True when something was cancelled."""
    planned = Asked.objects.filter(conversation=conversation, state=State.PLANNED)
    return bool(planned.update(state=State.CANCELLED))


@transaction.atomic
def ask_here(conversation: Conversation, *, by: Actor = SYSTEM, at: datetime | None = None) -> Asked:
    """Ask a customer who is here right now, as in a chat, how satisfied they are; no mail follows that asks again."""
    at = at or timezone.now()
    asked, is_new = Asked.objects.get_or_create(
        conversation=conversation,
        defaults={
            "customer_id": conversation.customer_id,
            "department_id": conversation.department_id,
            "member": conversation.assignee,
            "address": _address(conversation) or "",
            "language": conversation.language or "en",
            "due_at": at,
        },
    )
    if not is_new:
        Asked.objects.filter(pk=asked.pk, state=State.CANCELLED).update(state=State.PLANNED)
    mark_sent(asked, by=by, question=AskedFor.SATISFACTION, at=at)
    return asked


@transaction.atomic
def mark_sent(
    asked: Asked,
    *,
    by: Actor = SYSTEM,
    message_id: str = "",
    question: str = "",
    at: datetime | None = None,
) -> Invitation | None:
    """Write down that the customer has been asked, and make their link; nothing when it is so, or no longer wanted."""
    at = at or timezone.now()
    planned = Asked.objects.filter(pk=asked.pk, state=State.PLANNED)
    if not planned.update(state=State.SENT, sent_at=at):
        return None
    asked.state, asked.sent_at = State.SENT, at
    invitation = surveys.issue(
        question or queries.settings().question,
        address=asked.address,
        language=asked.language,
        about=queries.subject_of(asked),
        segments={DEPARTMENT: str(asked.department_id)},
        message_id=message_id,
        by=by,
        at=at,
    )
    _announce(asked, by=by, at=at)
    return invitation


def send_due(*, at: datetime | None = None) -> int:
    """Send the invitations whose time has come. Returns how many went out.

    One that is days late, because nothing ran meanwhile, would only puzzle the customer and is dropped.
    """
    at = at or timezone.now()
    Asked.objects.filter(state=State.PLANNED, due_at__lt=at - STALE_AFTER).update(state=State.CANCELLED)
    due = Asked.objects.filter(state=State.PLANNED, due_at__lte=at).order_by("due_at", "pk")
    sent = 0
    for asked in due.select_related("conversation__inbox", "customer", "member__person")[:SEND_AT_ONCE]:
        name = letters.new_name(asked)
        with transaction.atomic():
            invitation = mark_sent(asked, message_id=name.strip("<>"), at=at)
            if invitation is not None:
                letters.invitation(asked, invitation, name=name).send()
                sent += 1
    return sent


@transaction.atomic
def change_settings(*, by: Actor, at: datetime | None = None, **values: Any) -> FeedbackSettings:
    """Choose when customers are asked."""
    settings, _ = FeedbackSettings.objects.update_or_create(pk=1, defaults=values)
    publish(FeedbackSettingsChanged(changed=sorted(values), by=by.ref, at=at or timezone.now()))
    return settings


def _announce(asked: Asked, *, by: Actor, at: datetime) -> None:
    publish(
        SurveySent(
            conversation_id=asked.conversation_id,
            customer_id=asked.customer_id,
            department_id=asked.department_id,
            member_id=asked.member_id,
            invitation_id=asked.pk,
            by=by.ref,
            at=at,
        )
    )


def _may_ask(conversation: Conversation, settings: FeedbackSettings, at: datetime) -> bool:
    """Once per conversation, once per customer within the days of rest, and never about what nobody answered."""
    if not settings.is_on or not conversation.is_genuine or conversation.first_reply_at is None:
        return False
    if not customers.may_be_surveyed(conversation.customer):
        return False
    rested_since = at - timedelta(days=settings.rest_days)
    lately = Q(customer=conversation.customer_id, due_at__gt=rested_since)
    asked = Asked.objects.exclude(state=State.CANCELLED)
    return not asked.filter(Q(conversation=conversation) | lately).exists()


def _address(conversation: Conversation) -> str | None:
    reachable = Identity.objects.filter(
        customer=conversation.customer_id, kind=IdentityKind.EMAIL, undeliverable_since=None
    )
    return reachable.order_by("pk").values_list("value", flat=True).first()


def forget_customer(customer: Customer, *, by: Actor) -> None:  # noqa: ARG001
    """Forget where a customer was asked; whom it was about and what came of it stays in the figures."""
    planned = Asked.objects.filter(customer=customer, state=State.PLANNED)
    planned.update(state=State.CANCELLED)
    Asked.objects.filter(customer=customer).update(address="")


@transaction.atomic
def forget_conversation(conversation: Conversation, *, by: Actor) -> None:
    """Forget who was asked about a conversation, and what they wrote; how they rated it stays in the figures."""
    asked = Asked.objects.filter(conversation=conversation).first()
    if asked is None:
        return
    Asked.objects.filter(pk=asked.pk, state=State.PLANNED).update(state=State.CANCELLED)
    Asked.objects.filter(pk=asked.pk).update(address="")
    surveys.forget_about(queries.subject_of(asked), by=by)

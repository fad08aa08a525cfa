"""Asking customers: planned when a conversation is solved, sent a little later, unless it is reopened first."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from pult.conversations.models import Conversation
from pult.customers.models import Identity
from pult.customers.types import IdentityKind
from pult.feedback import letters, queries
from pult.feedback.events import FeedbackSettingsChanged, SurveySent
from pult.feedback.models import FeedbackSettings, SurveyInvitation
from pult.feedback.types import State
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.events import publish
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
) -> SurveyInvitation | None:
    """Plan to ask the customer what they thought; nothing is planned where asking would be a nuisance."""
    at = at or timezone.now()
    settings = queries.settings()
    # Two conversations of one customer may be solved at the same moment; only one of them may ask.
    transaction_lock(f"feedback.customer.{conversation.customer_id}")
    address = _address(conversation)
    if address is None or not _may_ask(conversation, settings, at):
        return None
    member = Member.objects.filter(pk=solved_by or conversation.assignee_id).first()
    invitation, _ = SurveyInvitation.objects.update_or_create(
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
    return invitation


def cancel(conversation: Conversation, *, by: Actor = SYSTEM) -> bool:  # noqa: ARG001 - every verb says who acts
    """Do not ask after all, unless the customer has been asked already. True when something was cancelled."""
    planned = SurveyInvitation.objects.filter(conversation=conversation, state=State.PLANNED)
    return bool(planned.update(state=State.CANCELLED))


@transaction.atomic
def mark_sent(invitation: SurveyInvitation, *, by: Actor = SYSTEM, at: datetime | None = None) -> bool:
    """Write down that the customer has been asked; false when that is so already, or no longer wanted."""
    at = at or timezone.now()
    planned = SurveyInvitation.objects.filter(pk=invitation.pk, state=State.PLANNED)
    if not planned.update(state=State.SENT, sent_at=at):
        return False
    invitation.refresh_from_db()
    publish(
        SurveySent(
            conversation_id=invitation.conversation_id,
            customer_id=invitation.customer_id,
            department_id=invitation.department_id,
            member_id=invitation.member_id,
            invitation_id=invitation.pk,
            by=by.ref,
            at=at,
        )
    )
    return True


def send_due(*, at: datetime | None = None) -> int:
    """Send the invitations whose time has come. Returns how many went out.

    One that is days late, because nothing ran meanwhile, would only puzzle the customer and is dropped.
    """
    at = at or timezone.now()
    SurveyInvitation.objects.filter(state=State.PLANNED, due_at__lt=at - STALE_AFTER).update(
        state=State.CANCELLED
    )
    due = SurveyInvitation.objects.filter(state=State.PLANNED, due_at__lte=at).order_by("due_at", "pk")
    sent = 0
    for invitation in due.select_related("conversation__inbox", "customer", "member__person")[:SEND_AT_ONCE]:
        with transaction.atomic():
            if mark_sent(invitation, at=at):
                letters.invitation(invitation).send()
                sent += 1
    return sent


@transaction.atomic
def change_settings(*, by: Actor, at: datetime | None = None, **values: Any) -> FeedbackSettings:
    """Choose when customers are asked."""
    settings, _ = FeedbackSettings.objects.update_or_create(pk=1, defaults=values)
    publish(FeedbackSettingsChanged(changed=sorted(values), by=by.ref, at=at or timezone.now()))
    return settings


def _may_ask(conversation: Conversation, settings: FeedbackSettings, at: datetime) -> bool:
    """Once per conversation, once per customer within the days of rest, and never about what nobody answered."""
    if not settings.is_on or not conversation.is_genuine or conversation.first_reply_at is None:
        return False
    rested_since = at - timedelta(days=settings.rest_days)
    lately = Q(customer=conversation.customer_id, due_at__gt=rested_since)
    asked = SurveyInvitation.objects.exclude(state=State.CANCELLED)
    return not asked.filter(Q(conversation=conversation) | lately).exists()


def _address(conversation: Conversation) -> str | None:
    reachable = Identity.objects.filter(
        customer=conversation.customer_id, kind=IdentityKind.EMAIL, undeliverable_since=None
    )
    return reachable.order_by("pk").values_list("value", flat=True).first()

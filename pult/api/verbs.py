"""What requests of the API mean in verbs of the contexts."""

import hashlib
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, OwnStatus
from pult.conversations.queries import scope, stand_in
from pult.conversations.types import Inbound, Priority, Right, Sender, Status
from pult.customers import operations as customers
from pult.customers.models import Customer
from pult.customers.queries import main_first
from pult.customers.types import IdentityKind
from pult.fields.queries import catalogue, given_plainly
from pult.foundation.actors import Actor
from pult.foundation.database.kept import Value
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.errors import Invalid, SomebodyWasFaster
from pult.inboxes.models import Inbox
from pult.workforce.models import Department, Member

INBOXES: KeptModels[Inbox] = KeptModels()
MOVES: dict[Status, Callable[..., None]] = {
    Status.OPEN: conversations.reopen,
    Status.PENDING: conversations.set_pending,
    Status.ON_HOLD: conversations.hold,
    Status.SOLVED: conversations.solve,
    Status.CLOSED: conversations.close,
}


def inbox_of(actor: Actor, inbox_id: int) -> Inbox:
    """The active inbox with this number, unless it is restricted to others."""

    def build(slots: Mapping[str, Any]) -> QuerySet[Inbox]:
        shut = Inbox.objects.closed_to(stand_in(actor, slots)).values("pk")
        return Inbox.objects.active().for_service().filter(pk=slots["inbox"]).exclude(pk__in=shut)

    values: dict[str, Value] = {"inbox": inbox_id, "person": actor.person_id}
    inbox = INBOXES.first(scope(actor), build, values)
    if inbox is None:
        raise Http404
    return inbox


def customer_of(actor: Actor, opening: Any) -> Customer:
    """The customer named by number or by address; somebody new is written down."""
    if opening.customer_id is not None:
        return get_object_or_404(Customer.objects.visible_to(actor), pk=opening.customer_id)
    if opening.customer_email is None:
        raise Invalid(_("Name the customer by customer_id or customer_email."))
    return customers.identify_by_hand(opening.customer_email, name=opening.customer_name, by=actor)


def open_by_staff(actor: Actor, opening: Any) -> Conversation:
    """Write to a customer first."""
    return conversations.open_conversation(
        customer_of(actor, opening),
        inbox=inbox_of(actor, opening.inbox_id),
        subject=opening.subject,
        text=opening.text,
        by=actor,
    )


def open_by_customer(actor: Actor, opening: Any) -> Conversation:
    """Take in what a customer has written somewhere else."""
    return _receive(
        customer_of(actor, opening),
        opening.text,
        subject=opening.subject,
        inbox=inbox_of(actor, opening.inbox_id),
        address=opening.customer_email if opening.customer_id is None else None,
    )


def write_as_customer(conversation: Conversation, text: str) -> Conversation:
    """Append what the customer has written somewhere else."""
    if conversation.inbox is None:
        raise Invalid(_("This conversation has no inbox."))
    return _receive(
        conversation.customer,
        text,
        subject=conversation.subject,
        inbox=conversation.inbox,
        claimed=conversation.pk,
    )


def _receive(
    customer: Customer,
    text: str,
    *,
    subject: str,
    inbox: Inbox,
    claimed: int | None = None,
    address: str | None = None,
) -> Conversation:
    """`address` is the mail address by which the customer was found, if they were."""
    kind, value = (IdentityKind.EMAIL, address) if address else _first_of(customer)
    key = uuid.uuid4().hex
    inbound = Inbound(
        intake_key=hashlib.sha256(key.encode()).hexdigest(),
        external_id="",
        sender=Sender(kind=kind, value=value, name=customer.name),
        subject=subject,
        text=text,
        at=timezone.now(),
        claimed_conversation=claimed,
    )
    return conversations.receive(inbound, inbox=inbox, customer=customer, may_repeat=False).conversation


def _first_of(customer: Customer) -> tuple[IdentityKind, str]:
    identity = main_first(customer.identities.all()).first() or customer.identities.order_by("id").first()
    if identity is None:
        raise Invalid(_("This customer has no address yet."))
    return IdentityKind(identity.kind), identity.value


@transaction.atomic
def change_conversation(conversation: Conversation, *, by: Actor, given: dict[str, Any]) -> None:
    """Apply what was given, in an order that makes sense; all of it or nothing."""
    if given.get("version") is not None and given["version"] != conversation.version:
        raise SomebodyWasFaster(_("This conversation changed while you were looking at it."))
    if given.get("subject") is not None:
        conversations.set_subject(conversation, given["subject"], by=by)
    if given.get("priority") is not None:
        conversations.set_priority(conversation, Priority(given["priority"]), by=by)
    if given.get("tags") is not None:
        conversations.set_tags(conversation, given["tags"], by=by)
    if "type_id" in given:
        conversations.set_type(conversation, given["type_id"], by=by)
    if given.get("fields"):
        form = catalogue().form(conversation.type_id)
        conversations.write_fields(conversation, given_plainly(form, given["fields"]), by=by)
    _change_owner(conversation, by=by, given=given)
    _change_standing(conversation, by=by, given=given)


def _change_standing(conversation: Conversation, *, by: Actor, given: dict[str, Any]) -> None:
    """A status of the house's own says more than a fixed one."""
    if given.get("own_status_id") is not None:
        own = get_object_or_404(OwnStatus.objects.offered(), pk=given["own_status_id"])
        conversations.set_own_status(conversation, own, by=by)
    elif given.get("status") is not None:
        _change_status(conversation, Status(given["status"]), by=by, until=given.get("snoozed_until"))


def _change_owner(conversation: Conversation, *, by: Actor, given: dict[str, Any]) -> None:
    if not {"department_id", "assignee_id"} & given.keys():
        return
    if not by.has(Right.ASSIGN):
        raise PermissionDenied
    if given.get("department_id") is not None:
        department = get_object_or_404(Department.objects.visible_to(by), pk=given["department_id"])
        conversations.transfer(conversation, to=department, by=by)
    if "assignee_id" in given:
        wanted = given["assignee_id"]
        member = get_object_or_404(Member.objects.visible_to(by).at_work(), pk=wanted) if wanted else None
        conversations.assign(conversation, to=member, by=by)


def _change_status(conversation: Conversation, status: Status, *, by: Actor, until: datetime | None) -> None:
    if status == conversation.status and conversation.own_status_id is None:
        return
    if status == Status.SNOOZED:
        if until is None:
            raise Invalid(_("Choose a moment in the future to snooze until."))
        conversations.snooze(conversation, until=until, by=by)
        return
    if status not in MOVES:
        raise Invalid(_("A conversation cannot become new again."))
    MOVES[status](conversation, by=by)

"""The acts that can be chosen beforehand, each by its ordinary verb."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.conversations.acts import Act, declare
from pult.conversations.models import Conversation
from pult.conversations.types import Priority, Right, Status
from pult.foundation.actors import Actor
from pult.foundation.errors import DomainError, Invalid
from pult.workforce.models import Department, Member

from .labels import set_priority, set_tags
from .ownership import assign, transfer
from .status import close, hold, reopen, set_pending, snooze, solve

ME, NOBODY = "me", "nobody"
STATUS_VERBS: dict[str, Callable[..., None]] = {
    Status.OPEN: reopen,
    Status.PENDING: set_pending,
    Status.ON_HOLD: hold,
    Status.SOLVED: solve,
    Status.CLOSED: close,
}


class NotThere(Invalid):
    """What an act names has gone."""

    code = "not_there"


class NotOfDepartment(DomainError):
    """A conversation is given to those who work in its department only."""

    code = "not_of_department"


def _assign(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    if value == NOBODY:
        assign(conversation, to=None, by=by, at=at)
        return
    key = by.person_id if value == ME else int(value) if value.isdigit() else 0
    member = Member.objects.at_work().filter(pk=key).first()
    if member is None:
        raise NotThere(_("Whoever it should be given to does not work here any more."))
    if value != ME and not member.departments.filter(pk=conversation.department_id).exists():
        raise NotOfDepartment(_("%(name)s does not work in its department.") % {"name": member.name})
    assign(conversation, to=member, by=by, at=at)


def _transfer(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    department = Department.objects.filter(pk=int(value) if value.isdigit() else 0).first()
    if department is None:
        raise NotThere(_("The department has gone."))
    transfer(conversation, to=department, by=by, at=at)


def _status(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    verb = STATUS_VERBS.get(value)
    if verb is None:
        raise Invalid(_("A conversation cannot be set to this status."))
    verb(conversation, by=by, at=at)


def _priority(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    if value not in Priority.values:
        raise Invalid(_("There is no such priority."))
    set_priority(conversation, Priority(value), by=by, at=at)


def _parts(value: str) -> list[str]:
    return [" ".join(part.split()).casefold() for part in value.split(",") if part.strip()]


def _add_tags(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    set_tags(conversation, [*conversation.tags, *_parts(value)], by=by, at=at)


def _remove_tags(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    gone = set(_parts(value))
    set_tags(conversation, [tag for tag in conversation.tags if tag not in gone], by=by, at=at)


def _snooze(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    until = parse_datetime(value)
    if until is None:
        raise Invalid(_("Choose a moment in the future to snooze until."))
    snooze(
        conversation, until=until if timezone.is_aware(until) else timezone.make_aware(until), by=by, at=at
    )


DECLARED = [
    declare(Act(key=key, label=label, right=right, order=order, do=do))
    for order, (key, label, right, do) in enumerate(
        (
            ("department", gettext_lazy("Move to the department"), Right.ASSIGN, _transfer),
            ("assignee", gettext_lazy("Give to"), Right.ASSIGN, _assign),
            ("priority", gettext_lazy("Set the priority"), Right.REPLY, _priority),
            ("add_tags", gettext_lazy("Add tags"), Right.REPLY, _add_tags),
            ("remove_tags", gettext_lazy("Remove tags"), Right.REPLY, _remove_tags),
            ("status", gettext_lazy("Set the status"), Right.REPLY, _status),
            ("snooze", gettext_lazy("Snooze until"), Right.REPLY, _snooze),
        )
    )
]

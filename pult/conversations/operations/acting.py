"""The acts that can be chosen beforehand, each by its ordinary verb."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pult.conversations.acts import BEFOREHAND, Act, Use, Value, declare
from pult.conversations.acts.registry import AT_DOORS_TOO, EVERYWHERE, Do, Options, Words
from pult.conversations.conditions.kinds import span_of
from pult.conversations.errors import NotThere
from pult.conversations.models import CannedReply, Conversation
from pult.conversations.queries.canned import ready_for, said_by
from pult.conversations.queries.own_statuses import OWN, own_status_keyed, own_statuses
from pult.conversations.types import MessageKind, Priority, Right, Status
from pult.foundation.actors import Actor
from pult.foundation.errors import DomainError, Invalid
from pult.workforce.models import Department, Member

from .drafts import save_draft
from .following import follow
from .labels import set_priority, set_tags
from .own_statuses import set_own_status
from .ownership import assign, transfer
from .spam import mark_spam, release_spam
from .status import close, hold, reopen, set_pending, snooze, solve
from .writing import note, reply

ME, NOBODY = "me", "nobody"
SPAM, NO_SPAM = "spam", "no_spam"
STATUS_VERBS: dict[str, Callable[..., None]] = {
    Status.OPEN: reopen,
    Status.PENDING: set_pending,
    Status.ON_HOLD: hold,
    Status.SOLVED: solve,
    Status.CLOSED: close,
}


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
    if value.startswith(OWN):
        own = own_status_keyed(value)
        if own is None:
            raise NotThere(_("The status cannot be chosen any more."))
        set_own_status(conversation, own, by=by, at=at)
        return
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


def _snooze_for(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    snooze(conversation, until=at + span_of(value.split()), by=by, at=at)


def _note(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    note(conversation, by=by, text=said_by(value, conversation, by), at=at)


def _reply(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    reply(conversation, by=_speaker(conversation, by), text=said_by(value, conversation, by), at=at)


def _reply_canned(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    canned = CannedReply.objects.filter(pk=int(value) if value.isdigit() else 0).first()
    if canned is None:
        raise NotThere(_("The canned reply has gone."))
    text = ready_for(canned, conversation, by)
    reply(conversation, by=_speaker(conversation, by), text=text, at=at)


def _speaker(conversation: Conversation, by: Actor) -> Actor:
    """A customer is answered by a person, or by the department; how a rule is called is nobody's business outside."""
    return by if by.is_person else replace(by, name=conversation.department.name)


def _draft(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    text = said_by(value, conversation, by)
    save_draft(conversation, by=by, kind=MessageKind.REPLY, text=text, at=at)


def _follow(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    key = by.person_id if value == ME else int(value) if value.isdigit() else 0
    member = Member.objects.at_work().filter(pk=key).select_related("person").first()
    if member is None:
        raise NotThere(_("Whoever should follow it does not work here any more."))
    follow(conversation, by=member.person.actor, at=at)


def _spam(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    if value == SPAM and not conversation.is_spam:
        mark_spam(conversation, by=by, at=at)
    elif value == NO_SPAM and conversation.is_spam:
        release_spam(conversation, by=by, at=at)


def _verdicts(_actor: Actor) -> list[tuple[str, Words]]:
    return [(SPAM, pgettext_lazy("act", "It is spam")), (NO_SPAM, pgettext_lazy("act", "It is no spam"))]


def _departments(_actor: Actor) -> list[tuple[str, Words]]:
    names = Department.objects.order_by("name").values_list("pk", "name")
    return [(str(pk), name) for pk, name in names]


def _colleagues() -> list[tuple[str, Words]]:
    rows = Member.objects.at_work().filter(departments__isnull=False).distinct()
    names = rows.order_by("person__name", "pk").values_list("pk", "person__name")
    return [(str(pk), name) for pk, name in names]


def _myself(actor: Actor) -> list[tuple[str, Words]]:
    return [(ME, pgettext_lazy("condition", "Me"))] if actor.is_person else []


def _owners(actor: Actor) -> list[tuple[str, Words]]:
    return [*_myself(actor), (NOBODY, pgettext_lazy("condition", "Nobody")), *_colleagues()]


def _followers(actor: Actor) -> list[tuple[str, Words]]:
    return [*_myself(actor), *_colleagues()]


def _priorities(_actor: Actor) -> list[tuple[str, Words]]:
    return list(Priority.choices)


def _statuses(_actor: Actor) -> list[tuple[str, Words]]:
    own = [(one.key, f"{Status(one.within).label}: {one.name}") for one in own_statuses()]
    return [*((str(one), Status(one).label) for one in STATUS_VERBS), *own]


def _canned(actor: Actor) -> list[tuple[str, Words]]:
    """A person chooses among theirs; a rule among those that are for everybody or for a department."""
    shared = CannedReply.objects.filter(owner=None)
    seen = CannedReply.objects.visible_to(actor) if actor.is_person else shared
    return [(str(pk), name) for pk, name in seen.order_by("name", "pk").values_list("pk", "name")]


COMMAS = gettext_lazy("Separate several with commas.")
VARIABLES_HINT = gettext_lazy("Variables such as {{ customer.first_name }} are filled in.")


def _declare(
    order: int,
    key: str,
    label: Words,
    do: Do,
    *,
    right: str = Right.REPLY,
    value: Value = Value.CHOICE,
    options: Options | None = None,
    uses: frozenset[Use] = EVERYWHERE,
    speaks: bool = False,
    hint: Words = "",
) -> None:
    act = Act(
        key=key,
        label=label,
        right=right,
        order=order,
        do=do,
        value=value,
        options=options,
        uses=uses,
        speaks=speaks,
        hint=hint,
    )
    declare(act)


_declare(
    0,
    "department",
    gettext_lazy("Move to the department"),
    _transfer,
    right=Right.ASSIGN,
    options=_departments,
    uses=AT_DOORS_TOO,
)
_declare(
    10,
    "assignee",
    gettext_lazy("Give to"),
    _assign,
    right=Right.ASSIGN,
    options=_owners,
    uses=AT_DOORS_TOO,
)
_declare(20, "priority", gettext_lazy("Set the priority"), _priority, options=_priorities, uses=AT_DOORS_TOO)
_declare(
    30, "add_tags", gettext_lazy("Add tags"), _add_tags, value=Value.LIST, hint=COMMAS, uses=AT_DOORS_TOO
)
_declare(40, "remove_tags", gettext_lazy("Remove tags"), _remove_tags, value=Value.LIST, hint=COMMAS)
_declare(
    45,
    "follow",
    gettext_lazy("Let somebody follow it"),
    _follow,
    options=_followers,
    uses=BEFOREHAND | {Use.INTAKE},
)
_declare(
    50,
    "note",
    gettext_lazy("Write an internal note"),
    _note,
    value=Value.TEXT,
    uses=BEFOREHAND | {Use.INTAKE},
    hint=VARIABLES_HINT,
)
_declare(
    60,
    "canned",
    gettext_lazy("Send a canned reply"),
    _reply_canned,
    options=_canned,
    uses=BEFOREHAND,
    speaks=True,
)
_declare(
    65,
    "reply",
    gettext_lazy("Send a reply"),
    _reply,
    value=Value.TEXT,
    uses=BEFOREHAND,
    speaks=True,
    hint=VARIABLES_HINT,
)
_declare(
    70,
    "draft",
    gettext_lazy("Put a text into the reply"),
    _draft,
    value=Value.TEXT,
    uses=frozenset({Use.MACRO}),
    hint=VARIABLES_HINT,
)
_declare(80, "status", gettext_lazy("Set the status"), _status, options=_statuses)
_declare(90, "snooze", gettext_lazy("Snooze until"), _snooze, value=Value.MOMENT, uses=frozenset({Use.BULK}))
_declare(95, "snooze_for", gettext_lazy("Snooze for"), _snooze_for, value=Value.SPAN, uses=BEFOREHAND)
_declare(98, "spam", gettext_lazy("Mark as spam, or not"), _spam, options=_verdicts, uses=AT_DOORS_TOO)

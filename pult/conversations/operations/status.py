"""How a conversation stands: pending, on hold, snoozed, solved, open again, closed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.errors import AlreadySolved, FieldsMissing, IsClosed, IsSpam, ItemsOpen
from pult.conversations.events import ConversationReopened, ConversationSolved, StatusChanged
from pult.conversations.models import Conversation
from pult.conversations.types import RESOLVED, Category, Status
from pult.foundation.actors import SYSTEM, Actor, Kind
from pult.foundation.errors import Invalid, SomebodyWasFaster
from pult.foundation.events import publish

from .checklists import needed_in
from .entries import place, touch
from .fielding import missing_in

WAKE_AT_ONCE = 500
MOST_NAMED = 5
# Whoever asks, or is just told by the customer that all is well, cannot know what the staff has to fill in.
ASKED_NOTHING = {Kind.CUSTOMER, Kind.BOT}


@transaction.atomic
def solve(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> None:
    """Close the conversation as solved and tell the rest of the department."""
    check_no_spam(conversation)
    if Status(conversation.status).category == Category.RESOLVED:
        raise AlreadySolved(_("This conversation is already solved."))
    change_status(conversation, Status.SOLVED, by=by, at=at or timezone.now())


@transaction.atomic
def reopen(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> None:
    """Take a solved or waiting conversation up again."""
    check_no_spam(conversation)
    if conversation.status == Status.CLOSED:
        raise IsClosed(_("This conversation is closed. Start a new one that follows it."))
    change_status(conversation, Status.OPEN, by=by, at=at or timezone.now())


@transaction.atomic
def set_pending(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> None:
    """Wait for the customer."""
    change_status(conversation, Status.PENDING, by=by, at=at or timezone.now())


@transaction.atomic
def hold(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> None:
    """Wait for somebody else than the customer."""
    change_status(conversation, Status.ON_HOLD, by=by, at=at or timezone.now())


@transaction.atomic
def snooze(conversation: Conversation, *, until: datetime, by: Actor, at: datetime | None = None) -> None:
    """Put the conversation aside until a moment."""
    change_status(conversation, Status.SNOOZED, by=by, at=at or timezone.now(), snoozed_until=until)


@transaction.atomic
def close(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> None:
    """Close a solved conversation for good."""
    change_status(conversation, Status.CLOSED, by=by, at=at or timezone.now())


def wake_due(*, at: datetime | None = None) -> int:
    """Open the snoozed conversations whose time has come. Returns how many."""
    at = at or timezone.now()
    due = Conversation.objects.filter(status=Status.SNOOZED, snoozed_until__lte=at).order_by("snoozed_until")
    woken = 0
    for conversation in due[:WAKE_AT_ONCE]:
        with transaction.atomic():
            change_status(conversation, Status.OPEN, by=SYSTEM, at=at)
        woken += 1
    return woken


def back_to_open(conversation: Conversation, *, by: Actor, at: datetime) -> None:
    """What a message of the customer does: whatever waited or was solved is open again; new stays new."""
    if conversation.status not in {Status.NEW, Status.OPEN}:
        change_status(conversation, Status.OPEN, by=by, at=at)


def change_status(
    conversation: Conversation,
    status: Status,
    *,
    by: Actor,
    at: datetime,
    snoozed_until: datetime | None = None,
    own_id: int | None = None,
) -> None:
    """Move to a status, if it still stands where the caller saw it; announce what that means.

    `own_id` is the house's own status within it; without one it stands in the fixed one alone.
    """
    check_no_spam(conversation)
    before, solved_at = Status(conversation.status), conversation.solved_at
    after = (status, snoozed_until, own_id)
    if after == (before, conversation.snoozed_until, conversation.own_status_id):
        return
    _check(before, status, snoozed_until, at)
    only_if: dict[str, Any] = {"status": before, "merged_into": None}
    if status in RESOLVED and before not in RESOLVED and by.kind not in ASKED_NOTHING:
        _check_fields(conversation)
        _check_items(conversation)
        only_if["items_needed"] = 0
    is_first_time = solved_at is None
    values = _columns(conversation, status, snoozed_until, at) | {"own_status": own_id}
    if not touch(conversation, only_if=only_if, **values):
        raise SomebodyWasFaster(_("This conversation changed while you were looking at it."))
    where = place(conversation, by=by.ref, at=at)
    publish(StatusChanged(**where, status=status, before=before, own_status_id=own_id))
    if status == Status.SOLVED and before != Status.SOLVED:
        _announce_solved(conversation, where, is_first_time=is_first_time)
    if before in RESOLVED and status not in RESOLVED and solved_at is not None:
        publish(ConversationReopened(**where, solved_at=solved_at))


def check_no_spam(conversation: Conversation) -> None:
    """Refuse to work on what is spam."""
    if conversation.is_spam:
        raise IsSpam(_("This conversation is marked as spam. Say that it is no spam before you go on."))


def _check(before: Status, status: Status, snoozed_until: datetime | None, at: datetime) -> None:
    if before == Status.CLOSED:
        raise IsClosed(_("This conversation is closed. Start a new one that follows it."))
    if status == Status.NEW:
        raise Invalid(_("A conversation cannot become new again."))
    if status == Status.SNOOZED and (snoozed_until is None or snoozed_until <= at):
        raise Invalid(_("Choose a moment in the future to snooze until."))


def _check_fields(conversation: Conversation) -> None:
    """What is required has to be filled in, whoever solves it and from wherever."""
    if lacking := missing_in(conversation):
        names = ", ".join(f"“{one.name}”" for one in lacking)
        sentence = _("Fill in before it is solved: %(names)s.") % {"names": names}
        raise FieldsMissing(sentence, keys=[one.key for one in lacking])


def _check_items(conversation: Conversation) -> None:
    """What its checklists demand has to be done, too."""
    if needed := needed_in(conversation):
        names = ", ".join(f"“{one}”" for one in needed[:MOST_NAMED])
        if len(needed) > MOST_NAMED:
            names += " …"
        sentence = _("Tick off before it is solved: %(names)s.") % {"names": names}
        raise ItemsOpen(sentence, items=[one.pk for one in needed])


def _columns(
    conversation: Conversation, status: Status, until: datetime | None, at: datetime
) -> dict[str, Any]:
    resolved = status in RESOLVED
    values: dict[str, Any] = {
        "status": status,
        "solved_at": (conversation.solved_at or at) if resolved else None,
        "closed_at": at if status == Status.CLOSED else None,
        "snoozed_until": until if status == Status.SNOOZED else None,
    }
    if resolved:
        values["waiting_since"] = None
    return values


def _announce_solved(conversation: Conversation, where: dict[str, Any], *, is_first_time: bool) -> None:
    publish(
        ConversationSolved(
            **where,
            customer_id=conversation.customer_id,
            channel=conversation.channel,
            inbox_id=conversation.inbox_id,
            opened_at=conversation.opened_at,
            is_first_time=is_first_time,
        )
    )

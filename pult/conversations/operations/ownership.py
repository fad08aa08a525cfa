"""Whose a conversation is: the member and the department."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.errors import NotInside, SomebodyWasFaster
from pult.conversations.events import ConversationAssigned, ConversationTransferred
from pult.conversations.models import Conversation
from pult.conversations.queries.insiders import lets_in
from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.workforce.models import Department, Member

from .entries import place, touch
from .writing import note as write_note


@transaction.atomic
def assign(
    conversation: Conversation,
    *,
    to: Member | None,
    by: Actor,
    seen_version: int | None = None,
    at: datetime | None = None,
) -> None:
    """Give the conversation to a member, or to nobody, unless somebody was faster."""
    before = conversation.assignee_id
    if before == (to.pk if to else None):
        return
    _check_inside(conversation, to)
    only_if = {"assignee_id": before} if seen_version is None else {"version": seen_version}
    if not touch(conversation, only_if=only_if, assignee=to):
        raise SomebodyWasFaster(_("This conversation changed while you were looking at it."))
    publish(ConversationAssigned(**place(conversation, by=by.ref, at=at or timezone.now()), before_id=before))


@transaction.atomic
def transfer(
    conversation: Conversation,
    *,
    to: Department,
    by: Actor,
    note: str = "",
    assignee: Member | None = None,
    at: datetime | None = None,
) -> None:
    """Hand the conversation over to another department, with a note that says why."""
    at = at or timezone.now()
    before = conversation.department_id
    if before == to.pk:
        return
    _check_inside(conversation, assignee)
    if note.strip():
        write_note(conversation, by=by, text=note, at=at)
    if not touch(conversation, only_if={"department_id": before}, department=to, assignee=assignee):
        raise SomebodyWasFaster(_("This conversation changed while you were looking at it."))
    publish(ConversationTransferred(**place(conversation, by=by.ref, at=at), before_id=before))


@transaction.atomic
def hand_to(
    conversation: Conversation, *, to: Member, by: Actor, note: str = "", at: datetime | None = None
) -> None:
    """Hand the conversation to a colleague, in their own department if they do not work in this one, with a note."""
    at = at or timezone.now()
    own = to.departments.order_by("name", "pk")
    if not own.filter(pk=conversation.department_id).exists() and (department := own.first()):
        transfer(conversation, to=department, by=by, note=note, at=at)
    elif note.strip():
        write_note(conversation, by=by, text=note, at=at)
    assign(conversation, to=to, by=by, at=at)


def _check_inside(conversation: Conversation, to: Member | None) -> None:
    """Whoever gets it must see it."""
    if to is not None and not lets_in(conversation, to.pk):
        raise NotInside(
            _("This conversation is restricted, and %(name)s is not among those who may see it.")
            % {"name": to.name}
        )


@transaction.atomic
def give_to_bot(conversation: Conversation) -> bool:
    """Let the bot answer first; nobody is given the conversation meanwhile. False when a person has it already."""
    return touch(conversation, only_if={"assignee": None, "is_with_bot": False}, is_with_bot=True)


@transaction.atomic
def take_from_bot(conversation: Conversation) -> bool:
    """The bot is done with it. False when the bot had it no longer."""
    return touch(conversation, only_if={"is_with_bot": True}, is_with_bot=False)

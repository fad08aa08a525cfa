"""Of which type a conversation is, and what is written in its fields."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.errors import NotThere
from pult.conversations.events import FieldsWritten, TypeSet
from pult.conversations.models import Conversation
from pult.fields import operations as fields
from pult.fields.queries import catalogue, default_of, values_of
from pult.fields.types import Asked, Audience, Given, missing
from pult.foundation.actors import Actor
from pult.foundation.events import publish

from .checklists import bring_with_type
from .entries import place, touch

OURS = Audience.CONVERSATION


@transaction.atomic
def set_type(
    conversation: Conversation, type_id: int | None, *, by: Actor, at: datetime | None = None
) -> None:
    """Say of which type the conversation is; its form asks for other things from now on."""
    before = conversation.type_id
    if type_id == before:
        return
    chosen = catalogue().type(type_id)
    if type_id is not None and (chosen is None or chosen.is_retired):
        raise NotThere(_("There is no such type any more."))
    touch(conversation, type_id=type_id)
    at = at or timezone.now()
    publish(TypeSet(**place(conversation, by=by.ref, at=at), type_id=type_id, before_id=before))
    fill_defaults(conversation, by=by, at=at)
    if type_id is not None:
        bring_with_type(conversation, type_id, by=by, at=at)


@transaction.atomic
def write_fields(
    conversation: Conversation,
    given: Mapping[str, Given | None],
    *,
    by: Actor,
    at: datetime | None = None,
) -> None:
    """Fill in some of what the conversation's form asks; nothing empties a field."""
    form = catalogue().form(conversation.type_id)
    if keys := fields.write_values(form, OURS, conversation.pk, given):
        touch(conversation)
        publish(FieldsWritten(**place(conversation, by=by.ref, at=at or timezone.now()), keys=keys))


def tell(
    conversation: Conversation,
    type_id: int | None,
    given: Mapping[str, Given | None],
    *,
    by: Actor,
    at: datetime | None = None,
) -> None:
    """What whoever begins the conversation says of it: its type, and what the form of the type asks."""
    at = at or timezone.now()
    set_type(conversation, type_id, by=by, at=at)
    if given:
        write_fields(conversation, given, by=by, at=at)


def fill_defaults(conversation: Conversation, *, by: Actor, at: datetime | None = None) -> None:
    """Write what the form says before anybody has said anything, where nothing is written yet."""
    defaults = {
        one.key: value
        for one in catalogue().form(conversation.type_id)
        if (value := default_of(one)) is not None
    }
    if defaults:
        known = values_of(OURS, conversation.pk)
        open_ones = {key: value for key, value in defaults.items() if key not in known}
        write_fields(conversation, open_ones, by=by, at=at)


def begin_fields(conversation_id: int, *, by: Actor, at: datetime) -> None:
    """Write what every new conversation says at first; one small statement where nothing is."""
    if any(one.default for one in catalogue().everywhere):
        fill_defaults(Conversation.objects.get(pk=conversation_id), by=by, at=at)


def missing_in(conversation: Conversation) -> list[Asked]:
    """What has to be filled in before the conversation is solved; one small statement where nothing is required."""
    form = catalogue().form(conversation.type_id)
    if not any(one.is_required for one in form):
        return []
    return missing(form, values_of(OURS, conversation.pk))


def carry_fields(source: Conversation, target: Conversation) -> None:
    """What the one that goes on does not know yet, it learns from the other; its own values and type stay."""
    if target.type_id is None and source.type_id is not None:
        touch(target, type_id=source.type_id)
    if catalogue().has_forms:
        fields.carry_values(OURS, source=source.pk, target=target.pk)


def give_back_fields(source_id: int, target_id: int) -> None:
    """Take away again what was carried and nobody has changed since."""
    fields.give_back_values(OURS, source=source_id, target=target_id)

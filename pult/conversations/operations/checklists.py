"""The checklists of a conversation: adding, ticking, changing, removing, and counting what is open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.checklists.models import Template
from pult.checklists.types import LONGEST_ITEM, MOST_ITEMS
from pult.checklists.types import Right as Checklists
from pult.conversations.errors import Empty, IsClosed, ItemNeeded
from pult.conversations.events import (
    ChecklistAdded,
    ChecklistChanged,
    ChecklistDone,
    ChecklistRemoved,
    ItemTicked,
)
from pult.conversations.models import Checklist, Conversation, Item
from pult.conversations.types import Status
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import Event, publish

from .entries import hold, place, touch

MOST_LISTS = 20
LONGEST_NAME = 120
NOTHING = "–"


@transaction.atomic
def add_checklist(
    conversation: Conversation,
    *,
    template: Template | None = None,
    name: str = "",
    items: Sequence[str] = (),
    by: Actor,
    at: datetime | None = None,
) -> Checklist:
    """Add a list: as a template has it, or of one's own with a name and as many items as one likes."""
    at = at or timezone.now()
    _hold(conversation)
    if conversation.checklists.count() >= MOST_LISTS:
        raise Invalid(_("A conversation has at most %(most)s checklists.") % {"most": MOST_LISTS})
    names = template.names if template else _in_words(_name(name))
    made = Checklist.objects.create(
        conversation=conversation,
        template=template,
        names=names,
        is_own=template is None,
        added_at=at,
        added_by=by.name[:160],
    )
    _fill(made, template, items)
    _count(conversation)
    publish(
        ChecklistAdded(
            **place(conversation, by=by.ref, at=at),
            checklist_id=made.pk,
            template_id=template.pk if template else None,
        )
    )
    return made


def add_once(conversation: Conversation, template: Template, *, by: Actor, at: datetime) -> None:
    """Add the list of a template where none of it stands yet: whatever acts by itself may come by twice."""
    if not Checklist.objects.filter(conversation=conversation, template=template).exists():
        add_checklist(conversation, template=template, by=by, at=at)


def bring_with_type(conversation: Conversation, type_id: int, *, by: Actor, at: datetime) -> None:
    """Add what conversations of this type bring with them."""
    for template in Template.objects.brought_by(type_id).in_order():
        add_once(conversation, template, by=by, at=at)


@transaction.atomic
def tick_item(item: Item, *, is_done: bool, by: Actor, at: datetime | None = None) -> None:
    """Say that something is done, or that it is open again; saying it twice changes nothing."""
    at = at or timezone.now()
    checklist = item.checklist
    conversation = checklist.conversation
    _hold(conversation)
    done: dict[str, Any] = {"done_at": None, "done_by": None, "done_by_name": ""}
    if is_done:
        done = {"done_at": at, "done_by": by.person_id or None, "done_by_name": by.name[:160]}
    if not Item.objects.filter(pk=item.pk, done_at__isnull=is_done).update(**done):
        return
    ticked = ItemTicked(**_told(checklist, by, at), item_id=item.pk, is_done=is_done)
    _settle(checklist, ticked, by=by, at=at)


@transaction.atomic
def add_item(checklist: Checklist, text: str, *, by: Actor, at: datetime | None = None) -> Item:
    """Add one more thing to do at the end."""
    at = at or timezone.now()
    _hold(checklist.conversation)
    _check_number(checklist.items.count() + 1)
    last: int | None = checklist.items.aggregate(last=Max("position"))["last"]
    made = Item.objects.create(checklist=checklist, position=(last or 0) + 1, **_written(text))
    _settle(checklist, ChecklistChanged(**_told(checklist, by, at)), by=by, at=at)
    return made


@transaction.atomic
def change_checklist(
    checklist: Checklist,
    *,
    name: str,
    items: Sequence[tuple[int | None, str]],
    by: Actor,
    at: datetime | None = None,
) -> None:
    """Call the list and its items otherwise, in this order; what has no number is new, what is left out goes."""
    at = at or timezone.now()
    _hold(checklist.conversation)
    known = {one.pk: one for one in checklist.items.all()}
    wanted = [(known.get(pk or 0), text.strip()) for pk, text in items]
    kept = {one.pk for one, text in wanted if one is not None and text}
    _check_number(sum(bool(text) for _one, text in wanted))
    _check_removal([one for pk, one in known.items() if pk not in kept], by)
    if _name(name) != str(checklist):
        Checklist.objects.filter(pk=checklist.pk).update(names=_in_words(_name(name)), is_own=True)
        checklist.refresh_from_db(fields=["names", "is_own"])
    Item.objects.filter(checklist=checklist).exclude(pk__in=kept).delete()
    position = 0
    for one, text in wanted:
        if text:
            position += 1
            _put(checklist, one, text, position)
    _settle(checklist, ChecklistChanged(**_told(checklist, by, at)), by=by, at=at)


@transaction.atomic
def remove_checklist(checklist: Checklist, *, by: Actor, at: datetime | None = None) -> None:
    """Remove a list with its items."""
    conversation, at = checklist.conversation, at or timezone.now()
    _hold(conversation)
    _check_removal(checklist.items.all(), by)
    removed = ChecklistRemoved(**_told(checklist, by, at))
    Checklist.objects.filter(pk=checklist.pk).delete()
    _count(conversation)
    publish(removed)


def needed_in(conversation: Conversation) -> list[Item]:
    """What has to be done before the conversation is solved; no statement where nothing has to."""
    if not conversation.items_needed:
        return []
    needed = Item.objects.filter(checklist__conversation=conversation, is_required=True, done_at=None)
    return list(needed.order_by("checklist_id", "position"))


def carry_checklists(source: Conversation, target: Conversation) -> list[int]:
    """Move the lists to the conversation that goes on; which ones."""
    keys = list(source.checklists.order_by("pk").values_list("pk", flat=True))
    if keys:
        Checklist.objects.filter(pk__in=keys).update(conversation=target)
        _count(target)
        _count(source)
    return keys


def give_back_checklists(keys: Sequence[int], source: Conversation, target: Conversation) -> None:
    """Move those lists back that are still there, as they are now."""
    if keys and Checklist.objects.filter(pk__in=keys, conversation=target).update(conversation=source):
        _count(target)
        _count(source)


def forget_checklists(conversation: Conversation) -> None:
    """Forget what somebody has written into the lists; what templates say, and who did what when, stays."""
    lists = Checklist.objects.filter(conversation=conversation)
    Item.objects.filter(checklist__in=lists, is_own=True).update(words={"en": NOTHING})
    lists.filter(is_own=True).update(names={"en": NOTHING})


def _hold(conversation: Conversation) -> None:
    """One change at a time, and none where the conversation has ended for good."""
    held = hold(conversation.pk)
    if held is None:
        raise Conversation.DoesNotExist
    if held.status == Status.CLOSED:
        raise IsClosed(_("This conversation is closed. Start a new one that follows it."))


def _fill(checklist: Checklist, template: Template | None, items: Sequence[str]) -> None:
    steps = template.items if template else []
    rows = [
        {"words": one.words, "hints": one.hints, "link": one.link, "is_required": one.is_required}
        for one in steps
    ]
    rows += [_written(text) for text in items if text.strip()]
    _check_number(len(rows))
    Item.objects.bulk_create(
        Item(checklist=checklist, position=position, **row) for position, row in enumerate(rows, start=1)
    )


def _put(checklist: Checklist, item: Item | None, text: str, position: int) -> None:
    """An item in its place; words that nobody has touched stay in every language."""
    if item is None:
        Item.objects.create(checklist=checklist, position=position, **_written(text))
    elif text != str(item):
        Item.objects.filter(pk=item.pk).update(position=position, **_written(text))
    elif item.position != position:
        Item.objects.filter(pk=item.pk).update(position=position)


def _written(text: str) -> dict[str, Any]:
    words = " ".join(text.split())
    if not words:
        raise Empty(_("Say what is to be done."))
    if len(words) > LONGEST_ITEM:
        raise Invalid(_("A step has at most %(most)s characters.") % {"most": LONGEST_ITEM})
    return {"words": _in_words(words), "is_own": True}


def _name(name: str) -> str:
    words = " ".join(name.split())
    if not words:
        raise Empty(_("Give it a name."))
    return words[:LONGEST_NAME]


def _in_words(text: str) -> dict[str, str]:
    return {(get_language() or "en").lower(): text}


def _check_number(number: int) -> None:
    if number > MOST_ITEMS:
        raise Invalid(_("A checklist has at most %(most)s steps.") % {"most": MOST_ITEMS})


def _check_removal(items: Sequence[Item] | Any, by: Actor) -> None:
    needed = next((one for one in items if one.is_required and one.done_at is None), None)
    if needed is not None and not by.has(Checklists.MANAGE):
        raise ItemNeeded(
            _("“%(name)s” is needed before it is solved. Whoever sets up checklists can remove it.")
            % {"name": needed}
        )


def _settle(checklist: Checklist, event: Event, *, by: Actor, at: datetime) -> None:
    """Count anew and tell; tell, too, when the last open item is done."""
    _count(checklist.conversation)
    publish(event)
    there = Item.objects.filter(checklist=checklist)
    is_done = there.exists() and not there.filter(done_at=None).exists()
    found = Checklist.objects.filter(pk=checklist.pk, done_at__isnull=is_done)
    if found.update(done_at=at if is_done else None) and is_done:
        publish(ChecklistDone(**_told(checklist, by, at)))


def _count(conversation: Conversation) -> None:
    """Keep the conversation's columns true: lists and conditions read them."""
    is_open = Q(done_at=None)
    counted = Item.objects.filter(checklist__conversation=conversation).aggregate(
        items_total=Count("pk"),
        items_open=Count("pk", filter=is_open),
        items_needed=Count("pk", filter=is_open & Q(is_required=True)),
    )
    touch(conversation, **counted)


def _told(checklist: Checklist, by: Actor, at: datetime) -> dict[str, Any]:
    where = place(checklist.conversation, by=by.ref, at=at)
    return {**where, "checklist_id": checklist.pk, "template_id": checklist.template_id}

"""Merging: two conversations about one matter become one, and two again when that was a mistake."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from pult.conversations.errors import CannotMerge, CannotUndo
from pult.conversations.events import (
    ConversationGaveBack,
    ConversationMerged,
    ConversationTookIn,
    ConversationUnmerged,
    StatusChanged,
)
from pult.conversations.models import (
    Conversation,
    Draft,
    Follower,
    Merge,
    Participant,
    PlannedReply,
    Split,
)
from pult.conversations.types import Status
from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.inboxes.types import Channel

from .checklists import carry_checklists, give_back_checklists
from .entries import hold, place, touch
from .fielding import carry_fields, give_back_fields
from .hints import drop_hint, hint_of
from .leading import root_of
from .links import carry_links, give_back_links
from .moving import carry_sides, move_messages, recount

ONE_AT_A_TIME = 7_205_001
CHATS = (Channel.CHAT, Channel.CALL)
EARLIEST = ("opened_at", "waiting_since", "first_reply_at")


@transaction.atomic
def merge(conversation: Conversation, *, into: Conversation, by: Actor, at: datetime | None = None) -> Merge:
    """Let a conversation go on in another of the same customer; its number leads there from now on."""
    at = at or timezone.now()
    source, target = _both(conversation, into)
    _check(source, target)
    kept = {
        "status": source.status,
        "snoozed_until": _written(source.snoozed_until),
        "times": _times(source),
        "target_times": _times(target),
        "tags": sorted(set(source.tags) - set(target.tags)),
        "type": None if target.type_id else source.type_id,
        **_carry(source, target),
    }
    done = Merge.objects.create(source=source, target=target, person_id=by.person_id, at=at, kept=kept)
    times = {name: min(filter(None, pair), default=None) for name, pair in _pairs(source, target)}
    touch(target, tags=sorted({*target.tags, *source.tags}), **times)
    carry_fields(source, target)
    touch(
        source,
        merged_into=target,
        status=Status.CLOSED,
        solved_at=at,
        closed_at=at,
        snoozed_until=None,
        waiting_since=None,
    )
    drop_hint(target)
    recount(target)
    recount(source)
    _announce_merge(source, target, before=done.kept["status"], by=by, at=at)
    return done


@transaction.atomic
def undo_merge(merge: Merge, *, by: Actor, at: datetime | None = None) -> Conversation:
    """Take two merged conversations apart: each has again what it had; what was written since stays where it is."""
    at = at or timezone.now()
    _one_at_a_time()
    done = Merge.objects.in_force().filter(pk=merge.pk).first()
    if done is None:
        raise CannotUndo(_("This merge was undone already."))
    source, target = _held(done.source_id), _held(done.target_id)
    _check_undo(target)
    Merge.objects.filter(pk=done.pk).update(undone_at=at)
    _give_back(done)
    before: dict[str, Any] = {name: parse_datetime(value) for name, value in done.kept["times"].items()}
    status, until = _stands_again(done, at)
    touch(
        source,
        merged_into=None,
        status=status,
        solved_at=None,
        closed_at=None,
        snoozed_until=until,
        **before,
    )
    touch(
        target,
        tags=[tag for tag in target.tags if tag not in done.kept["tags"]],
        type_id=None if target.type_id == done.kept.get("type") else target.type_id,
        **_undone_times(done, target),
    )
    recount(target)
    recount(source)
    _announce_undo(source, target, since=done.at, by=by, at=at)
    return source


def _stands_again(done: Merge, at: datetime) -> tuple[Status, datetime | None]:
    """As before the merge; whose hour to wake has passed is open."""
    status, until = Status(done.kept["status"]), done.kept["snoozed_until"]
    wakes = parse_datetime(until)
    if status == Status.SNOOZED and (wakes is None or wakes <= at):
        return Status.OPEN, None
    return status, wakes


def _both(conversation: Conversation, into: Conversation) -> tuple[Conversation, Conversation]:
    """Both rows, locked along the way that a merge leads, as mail that follows it does; so nobody waits in a circle."""
    _one_at_a_time()
    target = root_of(into)
    if conversation.pk == target.pk:
        raise CannotMerge(_("A conversation cannot be merged into itself."))
    return _held(conversation.pk), _held(target.pk)


def _one_at_a_time() -> None:
    """Merges are rare: one after the other, so that A into B and B into A never pass each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _held(pk: int) -> Conversation:
    found = hold(pk)
    if found is None:
        raise Conversation.DoesNotExist
    return found


def _check(source: Conversation, target: Conversation) -> None:
    if source.merged_into_id is not None:
        raise CannotMerge(_("This conversation was merged into another one already."))
    if source.customer_id != target.customer_id and not _belong_together(source, target):
        raise CannotMerge(
            _("These conversations are of two customers. Merged, one would read what the other wrote.")
        )
    if source.is_apart != target.is_apart or source.is_synthetic != target.is_synthetic:
        raise CannotMerge(_("What is kept apart from service cannot be merged with it."))
    if source.is_resolved or target.is_resolved:
        raise CannotMerge(_("Only conversations that are not solved can be merged. Reopen it first."))
    if source.channel in CHATS or target.channel in CHATS:
        raise CannotMerge(_("Chats and calls stay on their own."))
    if source.inbox is not None and source.inbox.is_restricted and source.inbox_id != target.inbox_id:
        raise CannotMerge(_closed_to_others(source, target))
    if source.customer_id != target.customer_id and source.customer.is_for_some:
        raise CannotMerge(_stays_restricted(source))


def _closed_to_others(source: Conversation, target: Conversation) -> str:
    """What was said behind a restricted door is not carried out of it."""
    if target.inbox is not None and target.inbox.is_restricted:
        return _(
            "Both are restricted, each to people of its own. Merged, some would read what is not for them."
        )
    return _stays_restricted(source)


def _stays_restricted(source: Conversation) -> str:
    return _("#%(number)s is restricted. Merge the other conversation into it, so that it stays so.") % {
        "number": source.pk
    }


def _belong_together(source: Conversation, target: Conversation) -> bool:
    """Two customers share one conversation where it was split before, or where somebody says that it belongs there."""
    pairs = Q(source=source, made=target) | Q(source=target, made=source)
    return hint_of(source) == target.pk or Split.objects.filter(pairs).exists()


def _check_undo(target: Conversation) -> None:
    if target.merged_into_id is not None:
        raise CannotUndo(
            _("#%(number)s was itself merged since. Undo that merge first.") % {"number": target.pk}
        )
    if target.status == Status.CLOSED:
        raise CannotUndo(
            _("#%(number)s is closed since. What is closed stays as it is.") % {"number": target.pk}
        )


def _times(conversation: Conversation) -> dict[str, Any]:
    return {name: _written(getattr(conversation, name)) for name in EARLIEST}


def _written(moment: datetime | None) -> str:
    """To the last microsecond, so that an undo restores it exactly."""
    return moment.isoformat() if moment else ""


def _pairs(source: Conversation, target: Conversation) -> list[tuple[str, tuple[Any, Any]]]:
    return [(name, (getattr(source, name), getattr(target, name))) for name in EARLIEST]


def _undone_times(done: Merge, target: Conversation) -> dict[str, Any]:
    """What only the merge had made earlier is as late again; what has changed since stays."""
    read = {
        name: [parse_datetime(done.kept[key][name]) for key in ("times", "target_times")] for name in EARLIEST
    }
    return {
        name: own
        for name, (theirs, own) in read.items()
        if getattr(target, name) == min(filter(None, (theirs, own)), default=None)
    }


def _carry(source: Conversation, target: Conversation) -> dict[str, list[Any]]:
    """Move everything that was said, is being written, and everybody who takes part; name what was moved."""
    messages = list(source.messages.order_by("pk").values_list("pk", flat=True))
    move_messages(messages, source.pk, target.pk)
    plans = list(source.planned_replies.values_list("pk", flat=True))
    PlannedReply.objects.filter(pk__in=plans).update(conversation=target)
    return {
        "messages": messages,
        "plans": plans,
        "drafts": _carry_drafts(source, target),
        "participants": _carry_participants(source, target),
        "followers": _carry_followers(source, target),
        "links": carry_links(source, target),
        "checklists": carry_checklists(source, target),
        "sides": carry_sides(source.sides.values_list("pk", flat=True), target),
    }


def _carry_drafts(source: Conversation, target: Conversation) -> list[int]:
    """Who writes in both finds both texts; the draft that was left waits in case of an undo."""
    there = {(one.person_id, one.kind): one for one in target.drafts.all()}
    moved = []
    for draft in source.drafts.all():
        other = there.get((draft.person_id, draft.kind))
        if other is None:
            moved.append(draft.pk)
        elif draft.text.strip():
            Draft.objects.filter(pk=other.pk).update(text=f"{other.text}\n\n{draft.text}".strip())
    Draft.objects.filter(pk__in=moved).update(conversation=target)
    return moved


def _carry_participants(source: Conversation, target: Conversation) -> list[int]:
    there = set(target.participants.values_list("kind", "value"))
    new = [
        Participant(conversation=target, kind=one.kind, value=one.value, name=one.name)
        for one in source.participants.order_by("pk")
        if (one.kind, one.value) not in there
    ]
    return [one.pk for one in Participant.objects.bulk_create(new)]


def _carry_followers(source: Conversation, target: Conversation) -> list[int]:
    there = set(target.followers.values_list("person_id", flat=True))
    new = [one for one in source.followers.all() if one.person_id not in there]
    Follower.objects.bulk_create(
        Follower(conversation=target, person_id=one.person_id, since=one.since) for one in new
    )
    return [one.person_id for one in new]


def _give_back(done: Merge) -> None:
    kept = done.kept
    give_back_links(kept.get("links", []), done.source_id)
    carry_sides(kept.get("sides", []), done.source)
    give_back_fields(done.source_id, done.target_id)
    give_back_checklists(kept.get("checklists", []), done.source, done.target)
    move_messages(kept["messages"], done.target_id, done.source_id)
    PlannedReply.objects.filter(pk__in=kept["plans"], conversation=done.target_id).update(
        conversation=done.source_id
    )
    taken = Draft.objects.filter(conversation=done.source_id).values_list("person_id", "kind")
    for draft in Draft.objects.filter(pk__in=kept["drafts"], conversation=done.target_id):
        if (draft.person_id, draft.kind) not in set(taken):
            Draft.objects.filter(pk=draft.pk).update(conversation=done.source_id)
    Participant.objects.filter(pk__in=kept["participants"], conversation=done.target_id).delete()
    Follower.objects.filter(person__in=kept["followers"], conversation=done.target_id).delete()


def _announce_merge(
    source: Conversation, target: Conversation, *, before: str, by: Actor, at: datetime
) -> None:
    gone = place(source, by=by.ref, at=at)
    publish(ConversationMerged(**gone, into_id=target.pk))
    publish(StatusChanged(**gone, status=Status.CLOSED, before=before))
    publish(ConversationTookIn(**place(target, by=by.ref, at=at), merged_id=source.pk))


def _announce_undo(
    source: Conversation, target: Conversation, *, since: datetime, by: Actor, at: datetime
) -> None:
    back = place(source, by=by.ref, at=at)
    publish(ConversationUnmerged(**back, from_id=target.pk, merged_at=since))
    publish(StatusChanged(**back, status=source.status, before=Status.CLOSED))
    publish(ConversationGaveBack(**place(target, by=by.ref, at=at), merged_id=source.pk))

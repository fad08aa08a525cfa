"""Acting on many conversations: each stands alone, so that one that cannot be changed stops no other."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.conversations.acts import Act, act_named
from pult.conversations.events import BulkActed
from pult.conversations.models import BulkRun, Conversation, OwnStatus
from pult.conversations.types import RESOLVED, BulkState, Priority, Status
from pult.foundation import jobs
from pult.foundation.actors import Actor
from pult.foundation.errors import DomainError, Invalid
from pult.foundation.events import publish
from pult.workforce.models import Department, Member

from .labels import set_priority, set_tags
from .own_statuses import set_own_status
from .ownership import assign, transfer
from .spam import mark_spam, release_spam
from .status import change_status, hold, reopen, set_pending, snooze

AT_ONCE = 50
PORTION = 25
MOST = 5_000
BACK = {Status.PENDING: set_pending, Status.ON_HOLD: hold}


class ChangedMeanwhile(DomainError):
    """What somebody else has changed since is not taken back."""

    code = "changed_meanwhile"


class OutOfReach(DomainError):
    """The conversation is not there any more for this person."""

    code = "out_of_reach"


def act_on_many(
    keys: Iterable[int], acts: Sequence[tuple[str, str]], *, by: Actor, at: datetime | None = None
) -> BulkRun:
    """Do the same to these conversations: a few at once, many in the background."""
    chosen = list(dict.fromkeys(keys))[:MOST]
    known = [one for key, _value in acts if (one := act_named(key)) is not None and by.has(one.right)]
    if not chosen:
        raise Invalid(_("Choose one conversation at least."))
    if not acts or len(known) != len(acts):
        raise Invalid(_("Choose what to change."))
    return _begin(BulkRun(person_id=by.person_id, acts=[list(one) for one in acts], keys=chosen), at)


def undo_bulk(run: BulkRun, *, by: Actor, at: datetime | None = None) -> BulkRun:
    """Take back what was done, where nobody has changed anything since."""
    if not run.can_undo:
        raise Invalid(_("There is nothing to take back."))
    keys = [int(key) for key in run.befores]
    return _begin(BulkRun(person_id=by.person_id, undoes=run, keys=keys), at)


def _begin(run: BulkRun, at: datetime | None) -> BulkRun:
    run.began_at = at or timezone.now()
    with transaction.atomic():
        run.save()
        if run.count > AT_ONCE:
            jobs.defer("conversations.run_bulk", lock=f"bulk:{run.pk}", run_id=run.pk)
    if run.count <= AT_ONCE:
        run_bulk(run.pk, at=at)
        run.refresh_from_db()
    return run


def run_bulk(run_id: int, *, at: datetime | None = None) -> None:
    """Go on where it stands, a portion at a time: a portion and its place are kept together or not at all."""
    while _portion_done(run_id, at=at or timezone.now()):
        pass


@transaction.atomic
def _portion_done(run_id: int, *, at: datetime) -> bool:
    # Whoever goes on with this run after a crash waits for whoever still does.
    run = (
        BulkRun.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "undoes")
        .get(pk=run_id)
    )
    if run.is_over:
        return False
    actor: Actor = run.person.actor
    with override(run.person.language):
        for key in run.keys[run.position : run.position + PORTION]:
            _try(run, key, actor, at)
    run.position = min(run.position + PORTION, run.count)
    goes_on = run.position < run.count
    run.state = BulkState.RUNNING if goes_on else BulkState.OVER
    if not goes_on:
        run.ended_at = at
        publish(BulkActed(run_id=run.pk, done=run.done, refused=len(run.refused), by=actor.ref, at=at))
    run.save()
    return goes_on


def _try(run: BulkRun, key: int, actor: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            # Nobody else changes it between what is read and what is written back by an undo.
            conversation = (
                Conversation.objects.visible_to(actor)
                .of_service()
                .select_for_update(of=("self",), no_key=True)
                .filter(pk=key)
                .first()
            )
            if conversation is None:
                raise OutOfReach(_("It is not there any more, or not yours to read."))
            if run.undoes is not None:
                _restore(conversation, run.undoes.befores[str(key)], actor, at)
            else:
                run.befores[str(key)] = _done(conversation, run.acts, actor, at)
    except DomainError as refusal:
        run.refused.append({"id": key, "why": str(refusal), "code": refusal.code})
        return
    run.done += 1


def _done(
    conversation: Conversation, chosen: Iterable[Sequence[str]], by: Actor, at: datetime
) -> dict[str, Any]:
    before = _standing(conversation)
    for act, value in sorted(_known(chosen), key=lambda pair: pair[0].order):
        act.do(conversation, value, by, at)
        # A reply changes the row by itself: the next act sees what became of it.
        conversation.refresh_from_db()
    return before | {"version": conversation.version}


def _known(chosen: Iterable[Sequence[str]]) -> list[tuple[Act, str]]:
    return [(act, value) for key, value in chosen if (act := act_named(key)) is not None]


def _standing(conversation: Conversation) -> dict[str, Any]:
    until = conversation.snoozed_until
    return {
        "status": conversation.status,
        "own": conversation.own_status_id,
        "priority": conversation.priority,
        "tags": list(conversation.tags),
        "assignee": conversation.assignee_id,
        "department": conversation.department_id,
        "until": until.isoformat() if until else None,
        "spam": conversation.is_spam,
    }


def _restore(conversation: Conversation, before: dict[str, Any], by: Actor, at: datetime) -> None:
    """Back to how it stood, by the ordinary verbs; what was new is open, for nothing becomes new again."""
    if conversation.version != before["version"]:
        raise ChangedMeanwhile(_("Somebody has changed it since."))
    was_spam = before.get("spam", False)
    if conversation.is_spam and not was_spam:
        release_spam(conversation, by=by, at=at)
    stands = conversation.status, conversation.own_status_id
    if stands != (before["status"], before.get("own")) and not was_spam:
        _restore_status(conversation, before, by, at)
    set_priority(conversation, Priority(before["priority"]), by=by, at=at)
    set_tags(conversation, before["tags"], by=by, at=at)
    department = Department.objects.filter(pk=before["department"]).first()
    if department is not None:
        transfer(conversation, to=department, by=by, at=at)
    owner = Member.objects.at_work().filter(pk=before["assignee"] or 0).first()
    assign(conversation, to=owner, by=by, at=at)
    if was_spam and not conversation.is_spam:
        mark_spam(conversation, by=by, at=at)


def _restore_status(conversation: Conversation, before: dict[str, Any], by: Actor, at: datetime) -> None:
    status, until = Status(before["status"]), parse_datetime(before["until"] or "")
    own = OwnStatus.objects.offered().filter(pk=before.get("own") or 0, within=status).first()
    if own is not None:
        set_own_status(conversation, own, by=by, at=at)
    elif status in RESOLVED:
        change_status(conversation, status, by=by, at=at)
    elif status == Status.SNOOZED and until is not None and until > at:
        snooze(conversation, until=until, by=by, at=at)
    else:
        BACK.get(status, reopen)(conversation, by=by, at=at)

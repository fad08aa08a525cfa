"""Statuses of one's own: making them, sorting them, putting them away, and setting a conversation to one."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.conversations.errors import Empty, NotThere
from pult.conversations.events import OwnStatusChanged
from pult.conversations.models import Conversation, OwnStatus
from pult.conversations.types import OWN_WITHIN, Status, Tone
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.text.tongues import cleaned

from .status import change_status

MOST_OWN = 60
LONGEST_NAME = 60


@transaction.atomic
def set_own_status(
    conversation: Conversation, own: OwnStatus, *, by: Actor, at: datetime | None = None
) -> None:
    """Say how the conversation stands, in the house's own words."""
    if own.is_archived:
        raise NotThere(_("“%(name)s” cannot be chosen any more.") % {"name": own.name})
    change_status(conversation, Status(own.within), own_id=own.pk, by=by, at=at or timezone.now())


@transaction.atomic
def save_own_status(
    own: OwnStatus,
    *,
    names: Mapping[str, str],
    within: Status,
    tone: Tone,
    by: Actor,
    at: datetime | None = None,
) -> OwnStatus:
    """Make a status or change its words and colour. Within which fixed one it stands is said once."""
    at = at or timezone.now()
    own.names = {language: name[:LONGEST_NAME] for language, name in cleaned(names).items()}
    if not own.names:
        raise Empty(_("Please give it a name in at least one language."))
    if within not in OWN_WITHIN:
        raise Invalid(_("There are no own statuses within this one."))
    if own._state.adding:
        if OwnStatus.objects.offered().count() >= MOST_OWN:
            raise Invalid(_("There are too many statuses to choose from already. Archive some first."))
        own.within, own.place = within, OwnStatus.objects.filter(within=within).count()
    own.tone, own.changed_at = tone, at
    own.save()
    _announce(own, by=by, at=at)
    return own


@transaction.atomic
def move_own_status(own: OwnStatus, *, up: bool, by: Actor, at: datetime | None = None) -> None:
    """Put it one place up or down among those within the same fixed one."""
    order = list(OwnStatus.objects.offered().filter(within=own.within).in_order())
    here = next((place for place, one in enumerate(order) if one.pk == own.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for place, one in enumerate(order):
        OwnStatus.objects.filter(pk=one.pk).exclude(place=place).update(place=place)
    _announce(own, by=by, at=at or timezone.now())


@transaction.atomic
def drop_own_status(own: OwnStatus, *, by: Actor, at: datetime | None = None) -> bool:
    """Delete it where no conversation stands so; else archive it: what stands so keeps its words. True if deleted."""
    at = at or timezone.now()
    is_used = Conversation.objects.filter(own_status=own).exists()
    if is_used:
        OwnStatus.objects.filter(pk=own.pk).update(is_archived=True, changed_at=at)
    _announce(own, by=by, at=at)
    if not is_used:
        OwnStatus.objects.filter(pk=own.pk).delete()
    return not is_used


@transaction.atomic
def restore_own_status(own: OwnStatus, *, by: Actor, at: datetime | None = None) -> None:
    """Let it be chosen again."""
    at = at or timezone.now()
    OwnStatus.objects.filter(pk=own.pk).update(is_archived=False, changed_at=at)
    _announce(own, by=by, at=at)


def _announce(own: OwnStatus, *, by: Actor, at: datetime) -> None:
    publish(OwnStatusChanged(own_status_id=own.pk, by=by.ref, at=at))

"""Verbs of the API itself: acting once for a key."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.api.models import KeptAnswer
from pult.foundation.actors import Actor
from pult.foundation.errors import DomainError

KEEP = timedelta(hours=48)


class KeyUsedDifferently(DomainError):
    """The same Idempotency-Key came with another request."""

    code = "idempotency_key_reused"
    status = 422


@dataclass(frozen=True)
class Answer:
    """A status and what to say."""

    status: int
    body: Any
    is_repeat: bool = False


def once(actor: Actor, *, key: str, request: bytes, act: Callable[[], Answer]) -> Answer:
    """Act once for this key: a repeat, also one at the same time, gets the first answer again.

    The key's row is inserted first, so that a second request waits for the first one's transaction.
    """
    fingerprint = hashlib.sha256(request).hexdigest()
    with transaction.atomic():
        row = KeptAnswer(actor=actor.ref, key=key, fingerprint=fingerprint)
        made = KeptAnswer.objects.bulk_create([row], ignore_conflicts=True)
        kept = KeptAnswer.objects.get(actor=actor.ref, key=made[0].key)
        if kept.fingerprint != fingerprint:
            raise KeyUsedDifferently(_("This Idempotency-Key was used for another request."))
        if kept.status:
            return Answer(kept.status, kept.body, is_repeat=True)
        answer = act()
        KeptAnswer.objects.filter(pk=kept.pk).update(status=answer.status, body=answer.body)
    return answer


def forget_old_answers() -> None:
    """Drop answers that nobody will ask for again."""
    KeptAnswer.objects.filter(kept_at__lt=timezone.now() - KEEP).delete()

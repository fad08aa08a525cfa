"""The same act for several applications: each stands alone, so that one that cannot be changed stops no other."""

from collections.abc import Iterable, Mapping
from typing import Any

from pult.foundation.actors import Actor
from pult.foundation.errors import DomainError
from pult.hiring.models import Application, Stage
from pult.hiring.types import LetterKind, Reason

from .applications import keep_in_pool, move, reject, set_tags


def act_on(given: Mapping[str, Any], *, by: Actor) -> int:
    """Move, reject or tag. Returns how many were changed; those that have ended stay as they are."""
    picked: Iterable[Application] = given["picked"]
    done = 0
    for application in picked:
        try:
            done += _act(application, given, by=by)
        except DomainError:
            continue
    return done


def _act(application: Application, given: Mapping[str, Any], *, by: Actor) -> bool:
    if given["act"] == "tag":
        set_tags(application, [*application.tags, given["tag"]], by=by)
        return bool(given["tag"])
    if given["act"] == "reject":
        if given["reason"]:
            letter = given.get("letter") or LetterKind.REJECTION
            reject(
                application,
                reason=Reason(given["reason"]),
                with_letter=given["with_letter"],
                letter=letter,
                by=by,
            )
        return bool(given["reason"])
    if given["act"] == "pool":
        keep_in_pool(application, with_letter=given["with_letter"], by=by)
        return True
    stage = Stage.objects.filter(pk=given["stage"], opening=application.opening_id).first()
    if stage is not None:
        move(application, stage, with_letter=given["with_letter"], by=by)
    return stage is not None

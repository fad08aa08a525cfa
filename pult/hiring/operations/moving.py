"""What every change of an application's place has in common."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.errors import SomebodyWasFaster
from pult.foundation.events import publish
from pult.hiring import queries
from pult.hiring.events import ApplicationAnswered
from pult.hiring.models import Application, Candidate, Stage, StageMove
from pult.hiring.types import ACTIVE, ApplicationState

DAYS_A_MONTH = 30.4


def where(application: Application, *, by: Actor, at: datetime) -> dict[str, Any]:
    """The fields that every fact about an application carries."""
    return {
        "application_id": application.pk,
        "opening_id": application.opening_id,
        "department_id": application.opening.department_id,
        "by": by.ref,
        "at": at,
    }


def promise(stage: Stage, *, at: datetime) -> datetime:
    """By when a candidate hears from us again who came into a stage at this moment."""
    return at + timedelta(days=stage.days)


def step(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    stage: Stage | None = None,
    state: ApplicationState = ACTIVE,
    values: dict[str, Any],
) -> None:
    """Move an application in one conditional statement, and write the step down."""
    to, before = stage or application.stage, application.stage
    standing = Application.objects.filter(pk=application.pk, version=application.version)
    if not standing.update(
        stage=to, state=state, entered_at=at, alarmed_at=None, version=F("version") + 1, **values
    ):
        raise SomebodyWasFaster(_("This application changed while you were looking at it."))
    StageMove.objects.create(
        application=application, stage=to, before=before, state=state, at=at, by=by.ref, by_name=by.name[:160]
    )
    application.refresh_from_db()


def note_answer(application: Application, *, by: Actor, at: datetime) -> None:
    """The first word by a person is what "time to first answer" measures."""
    if Application.objects.filter(pk=application.pk, answered_at=None).update(answered_at=at):
        application.answered_at = at
        publish(ApplicationAnswered(**where(application, by=by, at=at), applied_at=application.applied_at))


def set_keep_until(candidate: Candidate, *, at: datetime) -> None:
    """Nobody is kept longer than was said; while an application is open, nothing runs out."""
    settings = queries.settings()
    ends: list[date] = []
    for state, ended_at in candidate.applications.values_list("state", "ended_at"):
        if state in {ApplicationState.ACTIVE, ApplicationState.HIRED}:
            Candidate.objects.filter(pk=candidate.pk).update(keep_until=None, warned_at=None)
            return
        months = settings.pool_months if state == ApplicationState.POOL else settings.keep_months
        ends.append(timezone.localdate((ended_at or at) + timedelta(days=months * DAYS_A_MONTH)))
    Candidate.objects.filter(pk=candidate.pk).update(keep_until=max(ends, default=None), warned_at=None)


def new_link_key() -> str:
    """What makes the links of one candidate worth something."""
    return secrets.token_urlsafe(16)[:22]

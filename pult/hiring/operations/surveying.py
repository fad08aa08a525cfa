"""Asking candidates how it was, some days after the end, whatever the end was. Their answers are anonymous."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from pult.foundation.actors import SYSTEM
from pult.hiring import queries
from pult.hiring.metrics import CANDIDATE_RATING
from pult.hiring.models import Application, Candidate
from pult.hiring.types import ApplicationState
from pult.metrics import operations as ledger
from pult.surveys import operations as surveys
from pult.surveys.models import Survey, Wave

SURVEY, QUESTION = "candidate", "overall"
AT_ONCE = 200
# Who ended longer ago than this is not asked any more, such as when asking is switched on.
LATEST = timedelta(days=30)


def ask_candidates(*, at: datetime | None = None) -> int:
    """Invite those whose application ended some days ago and who were not asked. Returns how many were."""
    at, days = at or timezone.now(), queries.settings().survey_days
    if days is None:
        return 0
    until = at - timedelta(days=days)
    ended = Application.objects.exclude(state=ApplicationState.ACTIVE).filter(
        surveyed_at=None, ended_at__lte=until, ended_at__gt=until - LATEST, candidate__erased_at=None
    )
    due = ended.select_related("candidate").order_by("ended_at", "pk")[:AT_ONCE]
    return sum(_ask(application, at=at) for application in due)


@transaction.atomic
def _ask(application: Application, *, at: datetime) -> bool:
    if not Application.objects.filter(pk=application.pk, surveyed_at=None).update(surveyed_at=at):
        return False
    candidate = application.candidate
    asked = surveys.invite(
        SURVEY,
        address=candidate.email or "",
        language=candidate.language,
        about=f"application:{application.pk}",
        by=SYSTEM,
        at=at,
    )
    return asked is not None


def forget_asking(candidate: Candidate) -> None:
    """Whoever is erased was never asked by name."""
    if candidate.email:
        surveys.forget(candidate.email, by=SYSTEM)


def measure_wave(survey_id: int, wave_id: int, *, at: datetime) -> int:
    """Put the ratings of a closed wave into the figures, as far as its rules let anybody see them."""
    survey = Survey.objects.filter(pk=survey_id, key=SURVEY).first()
    wave = Wave.objects.filter(pk=wave_id).first()
    if survey is None or wave is None:
        return 0
    found = surveys.read_results(survey, surveys.Wanted(wave=wave.number, comments=0), by=SYSTEM, at=at)
    overall = next((one.outcome for one in found.questions if one.outcome.question.key == QUESTION), None)
    tally = overall.tally if overall else None
    ratings = [int(value) for value, times in (tally.answers if tally else {}).items() for _ in range(times)]
    for place, value in enumerate(sorted(ratings)):
        ledger.record(CANDIDATE_RATING, key=f"wave:{wave.pk}:{place}", at=at, value=float(value))
    return len(ratings)

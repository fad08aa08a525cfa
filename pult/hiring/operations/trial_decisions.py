"""Deciding about a trial period: kept, extended or ended, with written reasons and what was known."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.hiring import queries
from pult.hiring.errors import NeedsReasons
from pult.hiring.events import TrialOver
from pult.hiring.models import Trial, TrialDecision, TrialResult, TrialReview
from pult.hiring.notices import tell_of_trial
from pult.hiring.queries.trials import Shown
from pult.hiring.types import MOST_DAYS, Act, LetterKind, TrialOutcome, TrialState
from pult.scorecards import operations as scorecards

from .moving import where
from .trial_letters import write_to_member
from .trials import announce, running, settle_next

LETTERS = {
    TrialOutcome.KEPT: LetterKind.TRIAL_KEPT,
    TrialOutcome.EXTENDED: LetterKind.TRIAL_EXTENDED,
    TrialOutcome.ENDED: LetterKind.TRIAL_ENDED,
}
MOST_WORDS = 5000


@transaction.atomic
def decide_trial(
    trial: Trial,
    outcome: TrialOutcome,
    *,
    reasons: str,
    by: Actor,
    until: date | None = None,
    with_letter: bool = True,
    at: datetime | None = None,
) -> TrialDecision:
    """Keep, extend until a day, or end on a last day. The reasons are written down, and nothing changes afterwards."""
    at = at or timezone.now()
    trial = running(trial)
    if by.is_person and by.person_id == trial.application.person_id:
        raise Invalid(_("Nobody decides about themselves."))
    if not reasons.strip():
        raise NeedsReasons(_("Please write down the reasons of the decision."))
    until = _until(trial, outcome, until, at=at)
    if outcome != TrialOutcome.EXTENDED:
        _close_sheets(trial, by=by, at=at)
    decision = TrialDecision.objects.create(
        trial=trial, outcome=outcome, reasons=reasons.strip()[:MOST_WORDS], until=until,
        figures=_figures(trial), at=at, by=by.ref, by_name=by.name[:160],
    )  # fmt: skip
    if outcome == TrialOutcome.EXTENDED:
        assert until is not None
        _extend(trial, until)
    else:
        _conclude(trial, outcome, until, at=at)
    record(
        Act.TRIAL_DECIDED, by=by, about=f"application:{trial.application_id}", after={"outcome": str(outcome)}, at=at
    )  # fmt: skip
    announce(trial, outcome, by=by, at=at)
    if until is not None and outcome == TrialOutcome.ENDED and until <= timezone.localdate(at):
        _let_go(trial, by=by, at=at)
    if with_letter:
        write_to_member(trial, LETTERS[outcome], until=until, by=by, at=at)
    tell_of_trial(trial, decision)
    return decision


def let_go_due(*, at: datetime | None = None) -> int:
    """The day after the last day of somebody who does not stay, they work here no longer. Returns how many."""
    at = at or timezone.now()
    yesterday = timezone.localdate(at) - timedelta(days=1)
    due = Trial.objects.filter(state=TrialState.ENDED, over_at=None, ends_on__lte=yesterday)
    found = 0
    for trial in due.select_related("application__opening").order_by("ends_on", "pk"):
        with transaction.atomic():
            found += _let_go(trial, by=SYSTEM, at=at)
    return found


def _let_go(trial: Trial, *, by: Actor, at: datetime) -> bool:
    if not Trial.objects.filter(pk=trial.pk, over_at=None).update(over_at=at):
        return False
    publish(TrialOver(**where(trial.application, by=by, at=at), trial_id=trial.pk))
    return True


def _until(trial: Trial, outcome: TrialOutcome, until: date | None, *, at: datetime) -> date | None:
    """The day that belongs to a decision: a new end, or a last day."""
    today = timezone.localdate(at)
    if outcome == TrialOutcome.KEPT:
        return None
    if outcome == TrialOutcome.ENDED:
        until = until or max(today, trial.began_on)
        if until < trial.began_on:
            raise Invalid(_("The last day cannot lie before the first one."))
        return until
    if until is None or until <= max(trial.ends_on, today):
        raise Invalid(_("Choose a new end that lies after the present one, and in the future."))
    if trial.day_on(until) > MOST_DAYS:
        raise Invalid(_("A trial period takes at most %(most)d days.") % {"most": MOST_DAYS})
    return until


def _extend(trial: Trial, until: date) -> None:
    Trial.objects.filter(pk=trial.pk).update(ends_on=until, alarmed_at=None)
    trial.ends_on = until
    TrialReview.objects.create(trial=trial, due_on=until)
    settle_next(trial)


def _conclude(trial: Trial, outcome: TrialOutcome, until: date | None, *, at: datetime) -> None:
    state = TrialState(outcome)
    ends_on = until or trial.ends_on
    Trial.objects.filter(pk=trial.pk).update(state=state, decided_at=at, ends_on=ends_on)
    trial.state, trial.decided_at, trial.ends_on = state, at, ends_on
    settle_next(trial)
    freeze_results(trial, at=at)


def _close_sheets(trial: Trial, *, by: Actor, at: datetime) -> None:
    """Nobody judges any more what is decided; sheets that were not handed in count for nothing."""
    for review in trial.reviews.filter(step__panel__closed_at=None).select_related("step__panel"):
        panel = review.step.panel if review.step else None
        if panel is not None and panel.assessments.open().exists():
            scorecards.close_panel(panel, by=by, at=at)


def freeze_results(trial: Trial, *, at: datetime) -> int:
    """Keep what the trial showed, as a whole and by skill, so that it stands beside what was foretold."""
    shown = queries.shown_in(trial, SYSTEM)
    rows = [_result(trial, None, shown.last, at=at)] if shown.last else []
    rows += [_result(trial, skill, seen[-1], at=at) for skill, seen in shown.skills.items()]
    return len(TrialResult.objects.bulk_create(rows, ignore_conflicts=True))


def _result(trial: Trial, skill: int | None, seen: Shown, *, at: datetime) -> TrialResult:
    return TrialResult(
        application_id=trial.application_id, skill_id=skill, score=round(seen.score, 3), raters=seen.raters,
        day=max(seen.day, 0), card=seen.card, version=seen.version, at=at,
    )  # fmt: skip


def _figures(trial: Trial) -> dict[str, Any]:
    """What is known at this moment, without anybody's words."""
    table = queries.foretold_and_seen(trial, SYSTEM)
    counts: dict[str, int] = {}
    for state in trial.goals.order_by().values_list("state", flat=True):
        counts[state] = counts.get(state, 0) + 1
    return {
        "began_on": trial.began_on.isoformat(),
        "ends_on": trial.ends_on.isoformat(),
        "goals": counts,
        "reviews": [
            {"day": trial.day_on(one.due_on), "is_held": one.is_held} for one in trial.reviews.in_order()
        ],
        "whole": [
            {"day": one.day, "score": round(one.score, 3), "raters": one.raters} for one in table.whole
        ],
        "skills": [
            {
                "names": row.skill.names,
                "foretold": None if row.foretold is None else round(row.foretold, 3),
                "seen": [{"day": one.day, "score": round(one.score, 3)} for one in row.seen],
            }
            for row in table.rows
        ],
    }

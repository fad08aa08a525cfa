"""Writing a decision down: what was decided, on which figures, why. Every way to decide comes through here."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.audit.operations import record
from pult.foundation.events import publish
from pult.hiring import queries
from pult.hiring.errors import NeedsReasons
from pult.hiring.events import ApplicationDecided
from pult.hiring.models import Application, Candidate, Decision
from pult.hiring.queries.decisions import Gathered, Seen, SkillRow
from pult.hiring.types import Act, Outcome, Reason, is_override
from pult.skills.types import Estimate

from .moving import where


def write_down(
    application: Application,
    outcome: Outcome,
    *,
    by: Actor,
    at: datetime,
    reasons: str = "",
    reason: str = "",
) -> Decision:
    """Write the page of reasons. Whoever goes against the evidence has to say why."""
    # Whoever may decide may know all that is settled; nothing else is in these figures.
    gathered = queries.gathered_about(application, SYSTEM, at=at)
    proposal, reasons = gathered.combination.proposal, reasons.strip()
    overrides = is_override(outcome, proposal, reason)
    if overrides and not reasons:
        raise NeedsReasons(
            _("The evidence proposes “%(proposal)s”. Please write why you decide otherwise.")
            % {"proposal": proposal.label}
        )
    decision = Decision.objects.create(
        application=application,
        outcome=outcome,
        proposal=proposal,
        is_override=overrides,
        reason=Reason(reason) if reason else "",
        reasons=reasons,
        figures=frozen(gathered),
        at=at,
        by=by.ref,
        by_name=by.name[:160],
    )
    _tell(decision, application, by=by, at=at)
    return decision


def _tell(decision: Decision, application: Application, *, by: Actor, at: datetime) -> None:
    told = {name: str(getattr(decision, name)) for name in ("outcome", "proposal", "is_override")}
    record(Act.APPLICATION_DECIDED, by=by, about=f"application:{application.pk}", after=told, at=at)
    publish(
        ApplicationDecided(
            **where(application, by=by, at=at),
            decision_id=decision.pk,
            outcome=decision.outcome,
            is_override=decision.is_override,
        )
    )


def erase_reasons(candidate: Candidate, *, at: datetime) -> None:
    """Take the words of decisions away; figures without a name stay, so that it can be said what was decided upon."""
    Decision.objects.filter(application__candidate=candidate).update(reasons="", erased_at=at)


def frozen(gathered: Gathered) -> dict[str, Any]:
    """The figures of a decision, as they are kept beside it. Nobody's name is among them."""
    combination = gathered.combination
    return {
        "bar": combination.bar,
        "weighing": str(combination.weighing),
        "coverage": round(combination.coverage, 3),
        "overall": _estimate(combination.overall),
        "other": _estimate(combination.other),
        "is_close": combination.is_close,
        "skills": [_skill(row) for row in gathered.rows],
        "missed": [row.line.skill.key for row in gathered.missed],
        "strengths": [row.line.skill.key for row in gathered.strengths],
        "to_train": [row.line.skill.key for row in gathered.to_train],
        "open": [{"kind": step.kind, "number": step.number} for step in gathered.waiting],
    }


def _skill(row: SkillRow) -> dict[str, Any]:
    wanted = row.gap.wanted
    return {
        "key": wanted.skill,
        "names": row.line.skill.names,
        "weight": wanted.weight,
        "is_must_have": wanted.is_must_have,
        "needed": wanted.needed,
        "estimate": _estimate(row.estimate) if row.gap.is_known else None,
        "seen": [_seen(one) for one in row.seen],
    }


def _seen(one: Seen) -> dict[str, Any]:
    version = one.panel.panel.version
    return {
        "kind": one.step.kind,
        "number": one.step.number,
        "step": one.step.pk,
        "score": round(one.score, 3),
        "lowest": round(one.lowest, 3),
        "highest": round(one.highest, 3),
        "raters": one.raters,
        "card": version.scorecard.key,
        "version": version.number,
    }


def _estimate(one: Estimate | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "mean": round(one.mean, 3), "low": round(one.low, 3), "high": round(one.high, 3), "n": one.count,
    }  # fmt: skip

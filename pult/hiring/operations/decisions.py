"""Deciding about an application, when everybody who was asked has judged."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.errors import Invalid
from pult.hiring import queries
from pult.hiring.errors import Ended, NeedsReasons, SheetsOpen
from pult.hiring.models import Application, Decision
from pult.hiring.types import LetterKind, Outcome, Reason, StageKind

from .applications import keep_in_pool, move, reject
from .reasons import write_down


@transaction.atomic
def decide(
    application: Application,
    outcome: Outcome,
    *,
    reasons: str,
    by: Actor,
    reason: Reason | str = "",
    with_letter: bool = True,
    letter: LetterKind = LetterKind.REJECTION,
    at: datetime | None = None,
) -> Decision:
    """Decide with written reasons on all the evidence: hire, reject, keep for another opening, or wait."""
    at = at or timezone.now()
    if not application.is_active:
        raise Ended(_("This application has ended. Take it up again first."))
    if not reasons.strip():
        raise NeedsReasons(_("Please write down the reasons of the decision."))
    if queries.gathered_about(application, SYSTEM, at=at).waiting:
        raise SheetsOpen(_("Somebody still judges. Decide when all sheets are in, or close the panel."))
    if outcome == Outcome.REJECT:
        if not reason:
            raise Invalid(_("Please choose a reason. Only the house sees it."))
        return reject(
            application,
            reason=Reason(reason),
            text=reasons,
            with_letter=with_letter,
            letter=letter,
            by=by,
            at=at,
        )
    if outcome == Outcome.POOL:
        return keep_in_pool(application, text=reasons, with_letter=with_letter, by=by, at=at)
    decision = write_down(application, outcome, reasons=reasons, by=by, at=at)
    if outcome == Outcome.HIRE:
        _on_to_the_offer(application, by=by, at=at)
    return decision


def _on_to_the_offer(application: Application, *, by: Actor, at: datetime) -> None:
    """Where the plan has a step for the offer that is still ahead, the application goes there."""
    ahead = application.opening.stages.in_order().filter(
        kind=StageKind.OFFER, position__gt=application.stage.position
    )
    if (stage := ahead.first()) is not None:
        move(application, stage, by=by, at=at)

"""Figures over all openings: how far candidates come, offers, how raters agree, and the ledger of what was foretold."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from pult.foundation.actors import Actor
from pult.hiring.models import Application, EvidenceStep, Offer, Prediction, TrialResult
from pult.hiring.types import OfferState, Source, StageKind
from pult.hiring.types.foretelling import ENOUGH_HIRES, Validity, validity
from pult.scorecards.models import Version
from pult.scorecards.queries.agreement import Report, report

from .funnels import Reached, came_to, reached, sources_in


@dataclass(frozen=True, kw_only=True)
class Foretold:
    """One kind of evidence: how many hires it foretold, how many have a result, and how well both went together."""

    kind: StageKind
    hires: int
    results: int
    validity: Validity | None


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Everything on the page of figures."""

    came: list[tuple[StageKind, Reached]]
    sources: list[Source]
    count: int
    offers: list[tuple[OfferState, int]]
    agreement: list[Report]
    foretold: list[Foretold]
    enough: int = ENOUGH_HIRES


def figures(actor: Actor) -> Figures:
    """The figures of the openings that this person runs."""
    seen = Application.objects.run_by(actor)
    counts = came_to("stage__kind", seen)
    sources = sources_in(counts)
    offers = dict(Offer.objects.visible_to(actor).order_by().values_list("state").annotate(n=Count("pk")))
    return Figures(
        came=_came(counts, sources, seen.count()),
        sources=sources,
        count=seen.count(),
        offers=[(state, offers[state]) for state in OfferState if state in offers],
        agreement=_agreement(actor),
        foretold=_foretold(actor),
    )


def _came(
    counts: dict[tuple[str, str], int], sources: list[Source], total: int
) -> list[tuple[StageKind, Reached]]:
    rows = [(kind, reached(kind, counts, sources, of=total)) for kind in StageKind]
    return [(kind, row) for kind, row in rows if row.count]


def _agreement(actor: Actor) -> list[Report]:
    """The newest version of each card on which candidates were judged by two or more."""
    panels = EvidenceStep.objects.run_by(actor).exclude(panel=None).values("panel")
    used = Version.objects.filter(panels__in=panels).order_by("scorecard_id", "number")
    newest = dict(used.values_list("scorecard_id", "pk"))
    versions = Version.objects.whole().filter(pk__in=newest.values()).select_related("scorecard")
    told = [report(version, actor) for version in versions.order_by("pk")]
    return [one for one in told if one.panels]


def _foretold(actor: Actor) -> list[Foretold]:
    rows = Prediction.objects.visible_to(actor).filter(skill=None).order_by("pk")
    seen = dict(TrialResult.objects.filter(skill=None).values_list("application", "score"))
    scores: dict[str, list[tuple[int, float]]] = {}
    for kind, application, score in rows.values_list("kind", "application", "score"):
        scores.setdefault(kind, []).append((application, float(score)))
    return [_one_kind(kind, scores[kind], seen) for kind in StageKind if kind in scores]


def _one_kind(kind: StageKind, scores: list[tuple[int, float]], seen: dict[int, Decimal]) -> Foretold:
    pairs = [(score, float(seen[application])) for application, score in scores if application in seen]
    return Foretold(kind=kind, hires=len(scores), results=len(pairs), validity=validity(pairs))


def prediction_rows(actor: Actor) -> Iterator[list[str]]:
    """The ledger for a file: one line for each hire, kind of evidence and skill, without a name."""
    yield [
        "hire", "hired_on", "opening", "evidence", "skill", "score", "raters", "scorecard", "version",
        "trial_score", "trial_day", "trial_decided_on",
    ]  # fmt: skip
    later = {(one.application_id, one.skill_id): one for one in TrialResult.objects.visible_to(actor)}
    rows = Prediction.objects.visible_to(actor).select_related("skill", "application__opening")
    for one in rows.order_by("application_id", "kind", "skill__position", "pk"):
        yield [
            str(one.application_id),
            one.at.date().isoformat(),
            one.application.opening.slug,
            one.kind,
            one.skill.key if one.skill else "",
            str(one.score),
            str(one.raters),
            one.card,
            str(one.version),
            *_later(later.get((one.application_id, one.skill_id))),
        ]


def _later(result: TrialResult | None) -> tuple[str, str, str]:
    """What the trial showed of the same, as the file says it; nothing before it was decided."""
    if result is None:
        return ("", "", "")
    return (str(result.score), str(result.day), result.at.date().isoformat())

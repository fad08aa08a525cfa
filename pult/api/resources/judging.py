"""`/scorecards`, `/panels`, `/assessments`. What is blind on the pages is blind here: all asks `revealed_to`."""

from typing import Any

from django.db.models import BooleanField, Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router

from pult.api.acting import REFUSALS, Listing, actor_of, listing, require
from pult.api.people import (
    AssessmentOut,
    AssessmentWhole,
    PanelOut,
    ScorecardOut,
    ScorecardWhole,
    VersionWhole,
    show_assessment,
    show_mark,
    show_panel,
    show_scorecard,
    show_version,
    show_whole,
)
from pult.foundation.actors import Actor
from pult.scorecards import operations
from pult.scorecards.models import Assessment, Panel, Score, Scorecard, Version
from pult.scorecards.types import Right, State

router = Router(tags=["scorecards"])


@router.get("/scorecards", response={200: Listing[ScorecardOut], **REFUSALS}, summary="List scorecards")
def list_scorecards(request: HttpRequest, cursor: str | None = None, limit: int = 50) -> HttpResponse:
    """Every scorecard, those that were put away as well."""
    rows = Scorecard.objects.visible_to(require(request, Right.READ_RESULTS))
    return listing(rows, ["id"], show_scorecard, cursor=cursor, limit=limit)


@router.get(
    "/scorecards/{scorecard_id}", response={200: ScorecardWhole, **REFUSALS}, summary="Read a scorecard"
)
def read_scorecard(request: HttpRequest, scorecard_id: int) -> ScorecardWhole:
    """One scorecard with its versions, the newest first; drafts only for those who write them."""
    actor = require(request, Right.READ_RESULTS)
    row = get_object_or_404(Scorecard.objects.visible_to(actor), pk=scorecard_id)
    versions = Version.objects.visible_to(actor).filter(scorecard=row).newest_first()
    return ScorecardWhole(
        **show_scorecard(row).model_dump(), versions=[show_version(version) for version in versions]
    )


@router.get(
    "/scorecards/{scorecard_id}/versions/{number}",
    response={200: VersionWhole, **REFUSALS},
    summary="Read a version of a scorecard",
)
def read_version(request: HttpRequest, scorecard_id: int, number: int) -> VersionWhole:
    """Everything that a version asks, with the anchors of each scale."""
    rows = Version.objects.visible_to(require(request, Right.READ_RESULTS)).whole()
    return show_whole(get_object_or_404(rows, scorecard=scorecard_id, number=number))


@router.get("/panels", response={200: Listing[PanelOut], **REFUSALS}, summary="List panels")
def list_panels(
    request: HttpRequest, about: str | None = None, cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """The latest first; with `about`, such as `conversation:12`, those about one thing."""
    rows = panels(actor_of(request))
    if about is not None:
        rows = rows.filter(about=about)
    return listing(rows, ["-opened_at", "-id"], show_panel, cursor=cursor, limit=limit)


@router.get("/panels/{panel_id}", response={200: PanelOut, **REFUSALS}, summary="Read a panel")
def read_panel(request: HttpRequest, panel_id: int) -> PanelOut:
    """One panel by id."""
    return show_panel(get_object_or_404(panels(actor_of(request)), pk=panel_id))


@router.get(
    "/panels/{panel_id}/assessments",
    response={200: Listing[AssessmentOut], **REFUSALS},
    summary="List the assessments of a panel",
)
def list_assessments_of_panel(
    request: HttpRequest, panel_id: int, cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """One's own, and those of others once they are revealed. Looking at others' is in the audit log."""
    actor = actor_of(request)
    panel = get_object_or_404(panels(actor), pk=panel_id)
    note_look(panel, actor)
    rows = Assessment.objects.revealed_to(actor).filter(panel=panel)
    return listing(rows, ["id"], show_assessment, cursor=cursor, limit=limit)


@router.get(
    "/assessments", response={200: Listing[AssessmentOut], **REFUSALS}, summary="List own assessments"
)
def list_assessments(
    request: HttpRequest, state: State | None = None, cursor: str | None = None, limit: int = 50
) -> HttpResponse:
    """What the caller was asked to judge; with `state=draft` what waits for them."""
    rows = Assessment.objects.visible_to(actor_of(request))
    if state is not None:
        rows = rows.filter(state=state)
    return listing(rows, ["-id"], show_assessment, cursor=cursor, limit=limit)


@router.get(
    "/assessments/{assessment_id}", response={200: AssessmentWhole, **REFUSALS}, summary="Read an assessment"
)
def read_assessment(request: HttpRequest, assessment_id: int) -> AssessmentWhole:
    """One assessment with its marks: one's own, or another's that is revealed."""
    actor = actor_of(request)
    row = get_object_or_404(Assessment.objects.revealed_to(actor).select_related("panel"), pk=assessment_id)
    if row.rater_id != actor.person_id:
        note_look(row.panel, actor)
    marks = Score.objects.revealed_to(actor).filter(assessment=row).select_related("criterion")
    rows = marks.prefetch_related("calibrations").order_by("criterion__position", "criterion_id")
    return AssessmentWhole(**show_assessment(row).model_dump(), marks=[show_mark(mark) for mark in rows])


def panels(actor: Actor) -> "QuerySet[Panel, Any]":
    """The panels that the caller has to do with, with how far they are."""
    seen = Panel.objects.revealed_to(actor).filter(pk=OuterRef("pk"))
    return (
        Panel.objects.visible_to(actor)
        .select_related("version__scorecard")
        .annotate(
            done_count=Count("assessments", filter=Q(assessments__state=State.SUBMITTED)),
            waiting_count=Count("assessments", filter=Q(assessments__state=State.DRAFT)),
            revealed=Exists(seen, output_field=BooleanField()),
        )
    )


def note_look(panel: Panel, actor: Actor) -> None:
    """Write down that somebody saw the marks of others, as the page does."""
    if Panel.objects.revealed_to(actor).filter(pk=panel.pk).exists():
        operations.note_seen(panel, by=actor)

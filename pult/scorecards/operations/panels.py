"""Asking people to judge one thing: opening a panel, withdrawing from it, closing it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.audit import operations as audit
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.scorecards.errors import AlreadySubmitted, NotReady, StillBlind
from pult.scorecards.events import AssessmentWithdrawn, PanelOpened
from pult.scorecards.models import Assessment, Calibration, Panel, Score, Version
from pult.scorecards.types import Act, State
from pult.skills.models import Holder
from pult.skills.types import Source

from .settling import must_be_rater, settle


@transaction.atomic
def open_panel(
    version: Version,
    *,
    about: str,
    by: Actor,
    raters: Iterable[Person] = (),
    outsiders: Iterable[str] = (),
    holder: Holder | None = None,
    title: str = "",
    circle: str = "",
    source: Source | None = None,
    observed_at: datetime | None = None,
    at: datetime | None = None,
) -> Panel:
    """Ask raters to judge one thing, each alone. Outsiders are names of people who write through an own link.

    `circle` keeps it from everybody but those whom the circle admits and those who judge.
    """
    at = at or timezone.now()
    people, names = list(dict.fromkeys(raters)), [name.strip() for name in outsiders if name.strip()]
    if version.published_at is None:
        raise NotReady(_("A draft cannot be judged with. Publish it first."))
    if not people and not names:
        raise NotReady(_("Somebody has to judge: choose at least one rater."))
    panel = Panel.objects.create(
        version=version,
        about=about,
        title=(title or about)[:200],
        holder=holder,
        circle=circle,
        source=source or version.scorecard.source,
        observed_at=observed_at or at,
        opened_at=at,
        opened_by=by.ref,
    )
    _ask(panel, people, names, at=at)
    publish(PanelOpened(panel_id=panel.pk, version_id=version.pk, ref=about, by=by.ref, at=at))
    return panel


def _ask(panel: Panel, people: list[Person], names: list[str], *, at: datetime) -> None:
    Assessment.objects.bulk_create(
        [
            *(Assessment(panel=panel, rater=one, rater_name=one.name, asked_at=at) for one in people),
            *(Assessment(panel=panel, rater_name=name[:160], asked_at=at) for name in names),
        ]
    )


@transaction.atomic
def add_rater(panel: Panel, person: Person, *, by: Actor, at: datetime | None = None) -> Assessment:  # noqa: ARG001
    """Ask one more person, as long as somebody still judges; afterwards marks may have been seen."""
    panel = _locked(panel)
    if panel.is_closed or not panel.assessments.open().exists():
        raise StillBlind(_("Everybody here is done, so the marks can be seen. Open a new panel instead."))
    assessment, _made = Assessment.objects.get_or_create(
        panel=panel,
        rater=person,
        defaults={"rater_name": person.name, "asked_at": at or timezone.now()},
    )
    return assessment


@transaction.atomic
def withdraw(assessment: Assessment, *, by: Actor, at: datetime | None = None) -> None:
    """Do not judge after all. There is no way back, because the marks of the others can be seen then."""
    at = at or timezone.now()
    panel = _locked(assessment.panel)
    must_be_rater(assessment, by)
    if not _withdraw([assessment], by=by, at=at):
        raise AlreadySubmitted(_("This assessment is locked: it was submitted or withdrawn already."))
    audit.record(Act.WITHDRAWN, by=by, about=f"panel:{panel.pk}", about_name=panel.title, at=at)
    assessment.refresh_from_db()
    settle(panel, by=by, at=at)


@transaction.atomic
def close_panel(panel: Panel, *, by: Actor, at: datetime | None = None) -> None:
    """Wait for nobody any more: whoever has not judged is withdrawn, and the marks can be seen."""
    at = at or timezone.now()
    panel_row = _locked(panel)
    if panel_row.is_closed:
        return
    waiting = list(panel_row.assessments.open())
    Panel.objects.filter(pk=panel.pk).update(closed_at=at)
    _withdraw(waiting, by=by, at=at)
    audit.record(
        Act.PANEL_CLOSED,
        by=by,
        about=f"panel:{panel.pk}",
        about_name=panel.title,
        after={"withdrawn": [one.rater_name for one in waiting]},
        at=at,
    )
    panel.refresh_from_db()
    if waiting:
        settle(panel, by=by, at=at)


def note_seen(panel: Panel, *, by: Actor, at: datetime | None = None) -> None:
    """Write down that somebody has seen the marks of others, the first time they do."""
    others = panel.assessments.submitted().exclude(rater=by.person_id)
    about = f"panel:{panel.pk}"
    seen = AuditRecord.objects.filter(about=about, who=by.ref, what=Act.MARKS_SEEN)
    if others.exists() and not seen.exists():
        audit.record(Act.MARKS_SEEN, by=by, about=about, about_name=panel.title, at=at)


@transaction.atomic
def erase_panels(about: str, *, by: Actor, at: datetime | None = None) -> int:
    """Erase every word about one thing, such as a candidate who asked for it; marks without words stay as figures."""
    if not about.strip():
        raise Invalid(_("Please say whose words are to be erased."))
    panels = list(Panel.objects.filter(about=about))
    scores = Score.objects.filter(assessment__panel__in=panels)
    scores.update(evidence="", cause="")
    Calibration.objects.filter(score__in=scores).update(reason="")
    Panel.objects.filter(pk__in=[panel.pk for panel in panels]).update(title="", holder=None)
    Assessment.objects.filter(panel__in=panels, rater=None).update(rater_name="")
    for panel in panels:
        audit.record(Act.ERASED, by=by, about=f"panel:{panel.pk}", at=at)
    return len(panels)


def _locked(panel: Panel) -> Panel:
    # Two raters who finish at once must not each think that the other is still busy.
    return Panel.objects.select_for_update(no_key=True).get(pk=panel.pk)


def _withdraw(assessments: list[Assessment], *, by: Actor, at: datetime) -> int:
    count = 0
    for one in assessments:
        if Assessment.objects.filter(pk=one.pk, state=State.DRAFT).update(state=State.WITHDRAWN):
            count += 1
            publish(
                AssessmentWithdrawn(
                    panel_id=one.panel_id, assessment_id=one.pk, ref=one.panel.about, by=by.ref, at=at
                )
            )
    return count

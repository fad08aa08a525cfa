"""What the pages of scorecards show, and where they lead."""

import secrets
from typing import Any

from django import forms
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.web import Request

from . import words
from .agreement import ENOUGH_PANELS, ENOUGH_THINGS
from .forms import (
    CalibrationForm,
    NewScorecardForm,
    language_of,
)
from .models import Assessment, Panel, Score, Scorecard, Version
from .queries import agreement as agreements
from .queries import assessing, cards
from .queries import panels as panels_
from .types import Right

Page = dict[str, Any]


def own_language() -> str:
    """The language in which this reader would write."""
    asked = get_language() or ""
    return "sr-latn" if asked == "sr" else language_of(asked)


def tabs(actor: Actor, here: str) -> list[Page]:
    """The parts of the area that this person may use."""
    reads = actor.has(Right.READ_RESULTS)
    waiting = assessing.waiting_rows(actor).count()
    found = [
        ("mine", _("To judge"), "scorecards:mine", True, waiting or None),
        ("panels", _("Panels"), "scorecards:panels", reads, None),
        ("list", _("Scorecards"), "scorecards:scorecards", reads, None),
    ]
    return [
        {"text": text, "href": reverse(name), "current": key == here, "count": count}
        for key, text, name, may, count in found
        if may
    ]


def mine(actor: Actor, asked: QueryDict) -> Page:
    """What waits for one's judgement and the latest that one has judged; with `done` everything that one has."""
    cursor = {"after": asked.get("after"), "before": asked.get("before")}
    frame = {"tabs": tabs(actor, "mine"), "only_done": "done" in asked}
    if frame["only_done"]:
        page = assessing.done(actor, **cursor)
        return {**frame, "page": page, "done": assessing.asked(page.rows)}
    page, done = assessing.waiting(actor, **cursor), assessing.done(actor)
    return {
        **frame,
        "page": page,
        "waiting": assessing.asked(page.rows),
        "done": assessing.asked(done.rows),
        "has_more_done": done.after is not None,
    }


def everything(actor: Actor, asked: QueryDict) -> Page:
    """The list of scorecards."""
    put_away = "put_away" in asked
    return {
        "rows": cards.cards(actor, put_away=put_away),
        "is_put_away": put_away,
        "may_write": actor.has(Right.MANAGE),
        "tabs": tabs(actor, "list"),
    }


def beginning(form: NewScorecardForm) -> Page:
    """A first title."""
    return {"form": form, "crumbs": [list_crumb()]}


def frame(scorecard: Scorecard, actor: Actor) -> Page:
    """What every page of one scorecard has."""
    return {
        "scorecard": scorecard,
        "may_write": actor.has(Right.MANAGE),
        "may_lead": actor.has(Right.LEAD),
        "crumbs": [list_crumb()],
        "inner_crumbs": [list_crumb(), crumb(scorecard.name, "scorecards:scorecard", scorecard.pk)],
    }


def overview(scorecard: Scorecard, actor: Actor) -> Page:
    """A scorecard with its versions."""
    rows = cards.versions_of(scorecard, actor)
    in_force = next((row.version for row in rows if row.is_in_force), None)
    return {
        **frame(scorecard, actor),
        "rows": rows,
        "in_force": in_force,
        "draft": next((row.version for row in rows if row.version.is_draft), None),
        "has_history": sum(not row.version.is_draft for row in rows) > 1,
    }


def differences(scorecard: Scorecard, actor: Actor, asked: QueryDict) -> Page:
    """Two versions criterion by criterion; the last two, unless others were asked for."""
    versions = list(Version.objects.visible_to(actor).filter(scorecard=scorecard).whole().newest_first())
    after = _chosen(versions, asked.get("after"), 0)
    before = _chosen(versions, asked.get("before"), 1)
    found = cards.changes(before, after) if before and after else []
    lines = [
        {
            "change": one,
            "how": words.HOWS[one.how],
            "name": one.name,
            "what": [words.FIELDS[name] for name in one.what if name != "key"],
        }
        for one in found
    ]
    return {
        **frame(scorecard, actor),
        "versions": versions,
        "before": before,
        "after": after,
        "lines": lines,
        "counts": [(words.HOWS[how], count) for how, count in cards.counted(found).items() if count],
    }


def agreement(scorecard: Scorecard, actor: Actor, asked: QueryDict) -> Page:
    """How far raters agree with a version; the one in force, unless another was asked for."""
    published = Version.objects.visible_to(actor).published().filter(scorecard=scorecard)
    versions = list(published.whole().newest_first())
    version = _chosen(versions, asked.get("version"), 0)
    report = agreements.report(version, actor) if version else None
    return {
        **frame(scorecard, actor),
        "versions": versions,
        "version": version,
        "report": report,
        "lines": [(one, words.READINGS[one.before.reading]) for one in report.criteria] if report else [],
        "total_reading": words.READINGS[report.totals.reading] if report else None,
        "enough_things": ENOUGH_THINGS,
        "enough_panels": ENOUGH_PANELS,
    }


def assessment(sheet: assessing.Sheet) -> Page:
    """A rater's sheet."""
    return {
        "sheet": sheet,
        "gaps": [(gap.criterion, words.REASONS[gap.reason]) for gap in sheet.gaps],
        "crumbs": [crumb(_("To judge"), "scorecards:mine")],
    }


def kept(row: assessing.Row) -> Page:
    """One criterion as it is kept, for the window that has an older one."""
    score = row.score
    return {
        "revision": score.revision if score else 0,
        "evidence": score.evidence if score else "",
        "value": row.choice,
    }


def saved(request: Request, assessment: Assessment, score: Score) -> HttpResponse:
    """Numbers for a page that saves as one types; the page again for one that does not."""
    if not request.htmx:
        place = reverse("scorecards:assessment", args=[assessment.pk])
        return redirect(f"{place}#criterion-{score.criterion_id}")
    found = assessing.sheet(assessment)
    gap = next((one.reason for one in found.gaps if one.criterion.pk == score.criterion_id), None)
    return JsonResponse(
        {
            "revision": score.revision,
            "answered": found.result.answered,
            "of": found.result.of,
            "missing": str(words.REASONS[gap]) if gap else "",
        }
    )


def must_be_valid(form: forms.Form) -> None:
    """Refuse what cannot be used, in the form's own words."""
    if not form.is_valid():
        raise Invalid(" ".join(str(error) for errors in form.errors.values() for error in errors))


def panels(actor: Actor, asked: QueryDict) -> Page:
    """The list of panels."""
    page = panels_.panels(actor, after=asked.get("after"), before=asked.get("before"))
    return {
        "page": page,
        "rows": panels_.rows(page, actor),
        "may_lead": actor.has(Right.LEAD),
        "tabs": tabs(actor, "panels"),
    }


def own_ref() -> str:
    """What a panel is about that nothing else of Pult knows."""
    return f"own:{secrets.token_hex(8)}"


def panel(one: Panel, actor: Actor) -> Page:
    """A panel: who is done, and the marks that this person may see."""
    raters = panels_.raters(one)
    own = next((rater for rater in raters if rater.rater_id and rater.rater_id == actor.person_id), None)
    is_revealed = panels_.is_revealed(one, actor)
    is_waiting = any(rater.is_open for rater in raters)
    return {
        "panel": one,
        "raters": raters,
        "own": own,
        "is_revealed": is_revealed,
        "is_waiting": is_waiting,
        "comparison": panels_.comparison(one, actor) if is_revealed else None,
        "may_lead": actor.has(Right.LEAD),
        "person_id": actor.person_id,
        "crumbs": [crumb(_("Panels"), "scorecards:panels")]
        if actor.has(Right.READ_RESULTS)
        else [crumb(_("To judge"), "scorecards:mine")],
    }


def calibration(score: Score, *, form: CalibrationForm | None = None) -> Page:
    """One mark, and the form that changes it."""
    one = score.assessment.panel
    changes = list(score.calibrations.order_by("at", "pk"))
    counted = changes[-1].mark if changes else score.mark
    return {
        "score": score,
        "criterion": score.criterion,
        "changes": changes,
        "counted": counted,
        "form": form or CalibrationForm(),
        "crumbs": [crumb(one.title or _("Panel"), "scorecards:panel", one.pk)],
    }


def list_crumb() -> Page:
    """Back to the list of scorecards."""
    return crumb(_("Scorecards"), "scorecards:scorecards")


def crumb(text: str, name: str, *args: int) -> Page:
    """One step of the way here."""
    return {"text": text, "href": reverse(name, args=args)}


def _chosen(versions: list[Version], number: str | None, otherwise: int) -> Version | None:
    asked = next((one for one in versions if str(one.number) == number), None)
    return asked or (versions[otherwise] if otherwise < len(versions) else None)

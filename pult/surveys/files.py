"""Results as downloads."""

from dataclasses import replace

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.ui.days import must_make_sense

from . import export, figures, operations, pages, results
from .figures import Shown
from .forms import WantedForm
from .models import Survey
from .results import Results, Wanted
from .types import segment_named

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

EVERY_COMMENT = 1_000_000


def answer(survey: Survey, actor: Actor, asked: QueryDict, kind: str) -> HttpResponse:
    """The file that somebody asked for; it shows what the page shows, and nothing more."""
    must_make_sense(WantedForm(asked))
    wanted = replace(pages.wanted_in(asked), comments=EVERY_COMMENT)
    found = operations.export_results(survey, wanted, by=actor)
    table = export.figures_table(found, _parts(found, wanted))
    if kind == "csv":
        content: str | bytes = export.as_csv(table)
    else:
        content = export.as_xlsx([(_("Figures"), table), *_more(survey, wanted, found, actor)])
    response = HttpResponse(content, content_type=FORMATS[kind])
    response["Content-Disposition"] = f'attachment; filename="{survey.key}.{kind}"'
    return response


def _more(
    survey: Survey, wanted: Wanted, found: Results, actor: Actor
) -> list[tuple[str, list[list[str | int | float]]]]:
    if survey.is_anonymous:
        return [(_("Comments"), export.comments_table(found))]
    rows = operations.answers_under_names(survey, wanted, by=actor)
    questions = results.questions_of(survey)
    return [(_("Answers"), list(export.answers_table(questions, rows, survey.segments)))]


def _parts(found: Results, wanted: Wanted) -> list[tuple[Shown, str]]:
    """Every question as a whole, then by the parts that may be shown."""
    values = found.values.get(wanted.split, [])
    names = segment_named(wanted.split).names(values) if wanted.split else {}
    parts: list[tuple[Shown, str]] = []
    for one in found.questions:
        parts.append((figures.shown(one.outcome), ""))
        if one.split:
            parts += [(figures.shown(each), names.get(key, key)) for key, each in one.split.outcomes.items()]
    return parts

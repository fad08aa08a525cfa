"""What the pages of surveys show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.metrics.statistics import Share

from . import figures, http, links, queries, ready
from . import operations as verbs
from .figures import Measure, Shown
from .forms import NewSurveyForm, QuestionForm, RulesForm, SendForm, TextsForm, WantedForm
from .models import Question, Survey, Version, Wave
from .results import Comment, QuestionResult, Results, Wanted
from .types import DELIVERED, QuestionType, Right, State, segment_named

ICONS = {
    QuestionType.FACES: "mood-smile", QuestionType.NPS: "gauge", QuestionType.CES: "scale",
    QuestionType.SCALE: "ruler", QuestionType.SINGLE: "circle-dot", QuestionType.MULTIPLE: "checkbox",
    QuestionType.YES_NO: "toggle-left", QuestionType.SHORT: "writing", QuestionType.LONG: "file-text",
}  # fmt: skip
PREVIEWED = {"en": "English", "hr": "Hrvatski", "sr-latn": "Srpski", "sr": "Српски"}
FACTOR = "by-"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A survey as the list shows it."""

    survey: Survey
    rate: Measure
    asked: int
    answered: int


@dataclass(frozen=True, kw_only=True)
class Card:
    """A question of a draft, with its form."""

    question: Question
    icon: str
    form: QuestionForm
    is_open: bool
    condition: str


@dataclass(frozen=True, kw_only=True)
class WaveRow:
    """A wave as the sending page shows it."""

    wave: Wave
    sent: int
    answered: int
    bounced: int
    planned: int

    @property
    def rate(self) -> str:
        """The share of those reached who answered."""
        return figures.percent(self.answered / self.sent) if self.sent else "–"


@dataclass(frozen=True, kw_only=True)
class Block:
    """One question on the results page."""

    shown: Shown
    parts: list[tuple[str, Shown]]
    unsplit: int
    history: list[tuple[str, Shown]]
    comments: list[Comment]
    has_more: bool

    @property
    def tip(self) -> str:
        """The id of the words that explain its figure."""
        return f"tip-{self.shown.question.key}"


def everything(actor: Actor, asked: QueryDict, *, form: NewSurveyForm | None = None) -> dict[str, Any]:
    """A page of the surveys, and the ready ones that nobody has taken yet."""
    page = queries.surveys(actor, after=asked.get("after"), before=asked.get("before"))
    taken = queries.taken(actor, ready.READY)
    return {
        "page": page,
        "rows": [_row(one) for one in queries.standing(page.rows)],
        "ready": [one for key, one in ready.READY.items() if key not in taken],
        "form": form or NewSurveyForm(),
        "may_manage": _may(actor),
    }


def builder(
    survey: Survey,
    actor: Actor,
    asked: QueryDict,
    *,
    question: QuestionForm | None = None,
    texts: TextsForm | None = None,
) -> dict[str, Any]:
    """The draft with a form for everything in it, and what it looks like."""
    version = queries.draft_of(survey) or survey.live
    return {
        **_frame(survey, actor, "questions"),
        "version": version,
        "is_draft": version is not None and not version.is_published,
        "texts": texts or (TextsForm.of(version) if version else None),
        "cards": _cards(version, asked.get("open", ""), question) if version else [],
        "types": [(kind, ICONS[kind]) for kind in QuestionType],
        **preview(survey, asked.get("language")),
    }


def preview(survey: Survey, language: str | None) -> dict[str, Any]:
    """What people will see, in one language."""
    version = queries.draft_of(survey) or survey.live
    chosen = language if language in PREVIEWED else get_language() or "en"
    languages = [
        {"key": key, "text": name, "current": key == chosen, "href": f"?language={key}"}
        for key, name in PREVIEWED.items()
    ]
    sheet = http.sheet(version, version.asked, chosen) if version else None
    return {"survey": survey, "sheet": sheet, "languages": languages, "language": chosen}


def rules(survey: Survey, actor: Actor, *, form: RulesForm | None = None) -> dict[str, Any]:
    """The rules by which people are asked."""
    return {**_frame(survey, actor, "rules"), "form": form or RulesForm(instance=survey)}


def sending(survey: Survey, actor: Actor, *, form: SendForm | None = None) -> dict[str, Any]:
    """Who has been asked, who is to be asked, and the link for everybody."""
    return {
        **_frame(survey, actor, "sending"),
        "form": form or SendForm(initial={"days": survey.wave_days}),
        "waves": _wave_rows(survey),
        "open_wave": queries.open_wave(survey),
        "address": links.address_of(links.open_token_for(survey.pk)) if survey.is_open else "",
    }


def wanted_in(asked: QueryDict) -> Wanted:
    """What somebody wants to see, as the address says it."""
    form = WantedForm(asked)
    form.full_clean()
    found = form.cleaned_data
    where = {
        name.removeprefix(FACTOR): value[:60]
        for name, value in asked.items()
        if name.startswith(FACTOR) and isinstance(value, str) and value
    }
    return Wanted(
        wave=found.get("wave"),
        since=found.get("since"),
        until=found.get("until"),
        where=where,
        split=str(asked.get("split", ""))[:30],
    )


def results(survey: Survey, actor: Actor, asked: QueryDict) -> dict[str, Any]:
    """Everything that may be shown of what was answered."""
    wanted = wanted_in(asked)
    found = verbs.read_results(survey, wanted, by=actor)
    names = {key: dict(segment_named(key).names(values)) for key, values in found.values.items()}
    return {
        **_frame(survey, actor, "results"),
        "results": found,
        "rate": figures.rate_in_words(found.rate),
        "rate_count": found.rate.of,
        "blocks": [_block(one, names.get(wanted.split, {})) for one in found.questions],
        "filters": _filters(found, names, wanted),
        "wanted": wanted,
        "days": WantedForm(asked),
        "waves": [(wave, wave_name(wave)) for wave in found.waves if _can_be_read(survey, wave)],
        "splits": [(key, segment_named(key).label) for key in found.values if key not in wanted.where],
        "going_on": next((wave for wave in found.waves if wave.closed_at is None), None),
    }


def wave_name(wave: Wave) -> str:
    """What a wave is called: its name, else the days it lasted."""
    if wave.name:
        return wave.name
    start = date_format(timezone.localtime(wave.opened_at), "SHORT_DATE_FORMAT")
    end = date_format(timezone.localtime(wave.closed_at or wave.closes_at), "SHORT_DATE_FORMAT")
    return f"{start} – {end}"


def _row(one: queries.Standing) -> Row:
    rate = figures.rate_in_words(Share(one.answered, one.asked))
    return Row(survey=one.survey, rate=rate, asked=one.asked, answered=one.answered)


def _may(actor: Actor) -> bool:
    return actor.has(Right.MANAGE)


def _can_be_read(survey: Survey, wave: Wave) -> bool:
    return not survey.is_anonymous or wave.closed_at is not None


def _frame(survey: Survey, actor: Actor, here: str) -> dict[str, Any]:
    pages = [
        ("questions", _("Questions"), "surveys:survey", Right.MANAGE),
        ("rules", _("Rules"), "surveys:rules", Right.MANAGE),
        ("sending", _("Sending"), "surveys:sending", Right.MANAGE),
        ("results", _("Results"), "surveys:results", Right.READ_RESULTS),
    ]
    tabs = [
        {"text": text, "href": reverse(name, args=[survey.pk]), "current": key == here}
        for key, text, name, right in pages
        if actor.has(right)
    ]
    crumbs = [{"text": _("Surveys"), "href": reverse("surveys:surveys")}]
    return {"survey": survey, "tabs": tabs, "crumbs": crumbs, "may_manage": _may(actor)}


def _cards(version: Version, opened: str, refused: QuestionForm | None) -> list[Card]:
    cards: list[Card] = []
    for place, question in enumerate(version.asked):
        earlier = version.asked[:place]
        is_refused = refused is not None and refused.question.pk == question.pk
        form = refused if is_refused and refused is not None else QuestionForm.of(question, earlier)
        before = next((one for one in earlier if one.key == question.depends_on), None)
        card = Card(
            question=question,
            icon=ICONS[question.kind],
            form=form,
            is_open=is_refused or str(question.pk) == opened,
            condition=_condition(question, before),
        )
        cards.append(card)
    return cards


def _condition(question: Question, before: Question | None) -> str:
    if before is None:
        return ""
    words = figures.labels(before)
    answers = ", ".join(words.get(value, value) for value in question.depends_values)
    return _("after “%(question)s”: %(answers)s") % {"question": str(before), "answers": answers}


def _wave_rows(survey: Survey) -> list[WaveRow]:
    counted: dict[int | None, dict[str, int]] = {}
    for row in queries.delivery(survey):
        counted.setdefault(row["wave"], {})[row["state"]] = row["times"]
    return [
        WaveRow(
            wave=wave,
            sent=sum(states.get(state, 0) for state in DELIVERED),
            answered=states.get(State.ANSWERED, 0),
            bounced=states.get(State.BOUNCED, 0),
            planned=states.get(State.PLANNED, 0),
        )
        for wave in queries.waves(survey)
        for states in [counted.get(wave.pk, {})]
    ]


def _filters(found: Results, names: Mapping[str, Mapping[str, str]], wanted: Wanted) -> list[dict[str, Any]]:
    return [
        {
            "name": f"{FACTOR}{key}",
            "label": segment_named(key).label,
            "options": [(value, names[key].get(value, value)) for value in values],
            "chosen": wanted.where.get(key, ""),
        }
        for key, values in found.values.items()
        if values
    ]


def _block(one: QuestionResult, names: Mapping[str, str]) -> Block:
    whole = figures.shown(one.outcome)
    split = one.split.outcomes if one.split else {}
    parts = [(names.get(value, value), figures.shown(outcome)) for value, outcome in split.items()]
    history = [(wave_name(wave), figures.shown(outcome)) for wave, outcome in one.history]
    return Block(
        shown=whole,
        parts=sorted(parts, key=lambda part: part[0]),
        unsplit=one.split.hidden if one.split else 0,
        history=history if len(history) > 1 else [],
        comments=list(one.comments),
        has_more=bool(one.more_comments),
    )


def address_of(survey: Survey) -> str:
    """Where the builder of a survey is."""
    return reverse("surveys:survey", args=[survey.pk])


def question_of(survey: Survey, pk: int) -> tuple[Question, list[Question]]:
    """A question of the survey and those before it; of its draft, so that what is published is never found."""
    draft = queries.draft_of(survey)
    asked = draft.asked if draft else []
    place = next((place for place, one in enumerate(asked) if one.pk == pk), None)
    if place is None:
        raise Http404
    return asked[place], asked[:place]


def wave_of(survey: Survey, number: int) -> Wave:
    """A wave of the survey."""
    return get_object_or_404(survey.waves, number=number)

"""The results of a survey, counted. Only `operations.read_results` comes in here; a guard sees to that."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone

from pult.metrics.statistics import Share

from . import anonymity
from .anonymity import Cell, Tally
from .models import Answer, Invitation, Question, Survey, Wave
from .types import DELIVERED, Given, State

MOST_COMMENTS = 200


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody wants to see: which wave or which days, of whom, and split by what."""

    wave: int | None = None
    since: date | None = None
    until: date | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    split: str = ""
    comments: int = MOST_COMMENTS

    @property
    def part(self) -> str:
        """The part of the whole that is looked at, in short; empty for the whole."""
        places = [f"{key}={value}" for key, value in sorted(self.where.items())]
        return " ".join([*places, *([f"by {self.split}"] if self.split else [])])


@dataclass(frozen=True)
class Comment:
    """Somebody's words; when and about what they were written only where answers bear a name."""

    text: str
    on: date | None = None
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was answered to one question by one part of the people; hidden where it would tell on somebody."""

    question: Question
    tally: Tally | None
    before: Tally | None = None

    @property
    def is_hidden(self) -> bool:
        return self.tally is None


@dataclass(frozen=True, kw_only=True)
class Split:
    """The outcomes of one question by the values of one segment, and how many people are in none that is shown."""

    outcomes: Mapping[str, Outcome]
    hidden: int


@dataclass(frozen=True, kw_only=True)
class QuestionResult:
    """Everything that is shown of one question."""

    outcome: Outcome
    split: Split | None
    history: Sequence[tuple[Wave, Outcome]]
    comments: Sequence[Comment]
    more_comments: int = 0


@dataclass(frozen=True, kw_only=True)
class Results:
    """Everything that is shown of a survey."""

    survey: Survey
    wave: Wave | None
    waves: Sequence[Wave]
    rate: Share
    questions: Sequence[QuestionResult]
    values: Mapping[str, Sequence[str]]
    is_waiting: bool = False


@dataclass(frozen=True)
class Scope:
    """The answers that are looked at, before any of them is hidden."""

    survey: Survey
    wave: Wave | None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def segments(self) -> list[str]:
        """By what the answers can be split."""
        return self.wave.segments if self.wave and self.survey.is_anonymous else self.survey.segments

    def answers(self) -> "QuerySet[Answer]":
        """The rows."""
        found = Answer.objects.filter(
            response__survey=self.survey, response__is_anonymous=self.survey.is_anonymous
        )
        if self.survey.is_anonymous or self.wave is not None:
            found = found.filter(response__wave=self.wave)
        if self.since is not None:
            found = found.filter(response__given_at__gte=self.since)
        return found if self.until is None else found.filter(response__given_at__lt=self.until)

    def permits(self, key: str, where: Mapping[str, str]) -> bool:
        """Whether these people's answers to this question may be shown at all."""
        if not self.survey.is_anonymous:
            return True
        shown = (self.wave.shown or {}) if self.wave else {}
        return key in shown and all([segment, value] in shown[key] for segment, value in where.items())

    def before(self) -> "Scope | None":
        """The wave before, or as many days before."""
        if self.wave is not None:
            earlier = self.survey.waves.filter(number__lt=self.wave.number).exclude(closed_at=None)
            last = earlier.order_by("-number").first()
            return Scope(self.survey, last) if last else None
        if self.since is None or self.until is None:
            return None
        return Scope(self.survey, None, self.since - (self.until - self.since), self.since)


@dataclass(frozen=True)
class Row:
    """One response under a name."""

    at: datetime
    about: str
    segments: Mapping[str, str]
    given: Mapping[str, Given]


Counted = dict[str, dict[Cell, Tally]]


def scope_of(survey: Survey, wanted: Wanted, waves: Sequence[Wave]) -> Scope:
    """Which answers are meant. Of an anonymous survey these are always whole waves, and closed ones."""
    closed = [wave for wave in waves if wave.closed_at is not None]
    if survey.is_anonymous:
        chosen = next((wave for wave in closed if wave.number == wanted.wave), closed[0] if closed else None)
        return Scope(survey, chosen)
    chosen = next((wave for wave in waves if wave.number == wanted.wave), None)
    return Scope(survey, chosen, _start(wanted.since), _start(wanted.until, days=1))


def results(survey: Survey, wanted: Wanted) -> Results:
    """Count what is wanted and leave out what may not be shown."""
    waves = list(survey.waves.order_by("-number"))
    scope = scope_of(survey, wanted, waves)
    where = {key: value for key, value in wanted.where.items() if key in scope.segments}
    split = wanted.split if wanted.split in scope.segments and wanted.split not in where else ""
    counted, earlier = count(scope), scope.before()
    past = [(wave, count(Scope(survey, wave))) for wave in _history(scope, waves)]
    before = count(earlier) if earlier else {}
    shown = [
        QuestionResult(
            outcome=_outcome(scope, question, counted, where, earlier, before),
            split=_split(scope, question, counted, where, split) if split else None,
            history=[(wave, _outcome(Scope(survey, wave), question, cells, where)) for wave, cells in past],
            comments=comments if scope.permits(question.key, where) else [],
            more_comments=more,
        )
        for question in questions_of(survey)
        for comments, more in [_comments(scope, question, where, most=wanted.comments)]
    ]
    return Results(
        survey=survey,
        wave=scope.wave,
        waves=waves,
        rate=response_rate(scope, where),
        questions=shown,
        values={key: _values(scope, counted, key) for key in scope.segments},
        is_waiting=survey.is_anonymous and scope.wave is None,
    )


def count(scope: Scope) -> Counted:
    """How many people of each kind gave which answer, by question; one statement."""
    if scope.survey.is_anonymous and scope.wave is None:
        return {}
    names = [f"place_{number}" for number in range(len(scope.segments))]
    places = {
        name: KeyTextTransform(key, "response__segments")
        for name, key in zip(names, scope.segments, strict=True)
    }
    rows = (
        scope.answers()
        .annotate(key=F("question__key"), words=Q(text__gt=""), **places)
        .values("key", "value", "choices", "words", *names)
        .annotate(times=Count("pk"))
        .order_by()
    )
    gathered: dict[str, dict[Cell, list[Tally]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        cell = tuple(row[name] or "" for name in names)
        gathered[row["key"]][cell].append(_tally(row))
    return {
        key: {cell: anonymity.together(tallies) for cell, tallies in cells.items()}
        for key, cells in gathered.items()
    }


def questions_of(survey: Survey) -> list[Question]:
    """Every question that was ever published, in the words and order of the newest version that has it."""
    published = Question.objects.filter(version__survey=survey).exclude(version__published_at=None)
    newest: dict[str, Question] = {}
    for question in published.order_by("-version__number", "position", "pk"):
        newest.setdefault(question.key, question)
    return list(newest.values())


def response_rate(scope: Scope, where: Mapping[str, str]) -> Share:
    """Who answered of those whom the invitation reached; letters that came back are left out."""
    sent = Invitation.objects.filter(survey=scope.survey, state__in=DELIVERED)
    if scope.wave is not None:
        sent = sent.filter(wave=scope.wave)
    if scope.since is not None:
        sent = sent.filter(sent_at__gte=scope.since)
    if scope.until is not None:
        sent = sent.filter(sent_at__lt=scope.until)
    if not scope.survey.is_anonymous:
        sent = sent.filter(**{f"segments__{key}": value for key, value in where.items() if key != "language"})
        sent = sent.filter(language=where["language"]) if "language" in where else sent
    found = sent.aggregate(all=Count("pk"), answered=Count("pk", filter=Q(state=State.ANSWERED)))
    return Share(found["answered"], found["all"])


def _tally(row: Mapping[str, Any]) -> Tally:
    times = row["times"]
    if row["value"] is not None:
        return Tally(times, {str(row["value"]): times})
    return Tally(times, {} if row["words"] else dict.fromkeys(row["choices"], times))


def _outcome(
    scope: Scope,
    question: Question,
    counted: Counted,
    where: Mapping[str, str],
    earlier: Scope | None = None,
    before: Counted | None = None,
) -> Outcome:
    if not scope.permits(question.key, where):
        return Outcome(question=question, tally=None)
    past = None
    if earlier is not None and before is not None and earlier.permits(question.key, where):
        past = _sum(earlier, before.get(question.key, {}), where)
    return Outcome(question=question, tally=_sum(scope, counted.get(question.key, {}), where), before=past)


def _split(scope: Scope, question: Question, counted: Counted, where: Mapping[str, str], split: str) -> Split:
    outcomes: dict[str, Outcome] = {}
    for value in _values(scope, counted, split, key=question.key):
        one = _outcome(scope, question, counted, {**where, split: value})
        if one.tally is not None and one.tally.count:
            outcomes[value] = one
    whole = _outcome(scope, question, counted, where).tally
    apart = sum(one.tally.count for one in outcomes.values() if one.tally is not None)
    hidden = whole.count - apart if whole is not None else 0
    return Split(outcomes=outcomes, hidden=hidden)


def _sum(scope: Scope, cells: Mapping[Cell, Tally], where: Mapping[str, str]) -> Tally:
    wanted = [(scope.segments.index(key), value) for key, value in where.items() if key in scope.segments]
    return anonymity.together(
        tally for cell, tally in cells.items() if all(cell[place] == value for place, value in wanted)
    )


def _values(scope: Scope, counted: Counted, segment: str, key: str | None = None) -> list[str]:
    place = scope.segments.index(segment)
    of = [counted.get(key, {})] if key is not None else counted.values()
    return sorted({cell[place] for cells in of for cell in cells} - {""})


def _history(scope: Scope, waves: Sequence[Wave]) -> list[Wave]:
    """The closed waves up to the one that is looked at, oldest first."""
    if scope.wave is None:
        return []
    until = scope.wave.number
    closed = [wave for wave in waves if wave.closed_at is not None and wave.number <= until]
    return sorted(closed, key=lambda wave: wave.number)[-8:]


def _comments(
    scope: Scope, question: Question, where: Mapping[str, str], *, most: int
) -> tuple[list[Comment], int]:
    if not question.kind.is_words or not scope.permits(question.key, where):
        return [], 0
    found = scope.answers().filter(question__key=question.key).exclude(text="")
    found = found.filter(**{f"response__segments__{key}": value for key, value in where.items()})
    if scope.survey.is_anonymous:
        rows = found.order_by("pk").values_list("text", flat=True)[: most + 1]
        comments = [Comment(text) for text in rows]
    else:
        named = found.select_related("response").order_by("-response__given_at", "pk")[: most + 1]
        comments = [
            Comment(one.text, one.response.given_at.date(), one.response.about)
            for one in named
            if one.response.given_at
        ]
    return comments[:most], int(len(comments) > most)


def _start(day: date | None, days: int = 0) -> datetime | None:
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time())) if day else None


def raw_rows(survey: Survey, wanted: Wanted) -> Iterator[Row]:
    """Answers under a name, one response after the other; of an anonymous survey there are none."""
    if survey.is_anonymous:
        return
    scope = scope_of(survey, wanted, list(survey.waves.all()))
    rows = (
        scope.answers().select_related("response", "question").order_by("response__given_at", "response_id")
    )
    last: list[Answer] = []
    for answer in rows.iterator(chunk_size=2000):
        if last and last[0].response_id != answer.response_id:
            yield _row(last)
            last = []
        last.append(answer)
    if last:
        yield _row(last)


def _row(answers: list[Answer]) -> Row:
    response = answers[0].response
    assert response.given_at is not None
    given = {answer.question.key: answer.given for answer in answers}
    return Row(response.given_at, response.about, response.segments, given)

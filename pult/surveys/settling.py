"""What may be shown of a wave: the rules of `anonymity`, applied to its answers once, when it closes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .anonymity import Cell, Earlier, Slice, Tally, blurred_cell, publishable
from .models import Answer, Question, Response, Wave

PEOPLE = ""  # the key under which it stands who can be told apart at all


@dataclass(frozen=True)
class Decided:
    """The slices that may be shown: of the people, and for each question. A question that is absent is hidden."""

    segments: Sequence[str]
    people: tuple[Slice, ...]
    questions: Mapping[str, tuple[Slice, ...]]
    is_anything: bool
    counts: Mapping[str, Mapping[Cell, int]]

    def as_json(self) -> dict[str, list[list[Any]]]:
        """As the wave keeps it: pairs of segment and value."""
        if not self.is_anything:
            return {}
        found = {PEOPLE: self.people, **self.questions}
        return {
            key: [[self.segments[place], value] for place, value in slices] for key, slices in found.items()
        }

    @property
    def counts_as_json(self) -> dict[str, list[list[Any]]]:
        """How many answered what, in each cell: kept so that later waves know what they must not be subtracted from."""
        shown = [PEOPLE, *self.questions] if self.is_anything else []
        return {key: [[list(cell), size] for cell, size in sorted(self.counts[key].items())] for key in shown}


def decide(wave: Wave, responses: Sequence[Response], answers: Iterable[Answer]) -> Decided:
    """What may be shown of this wave, given what stands of the waves before it."""
    cells = {response.pk: cell_of(response.segments, wave.segments) for response in responses}
    past = _earlier(wave)
    width = len(wave.segments)
    counts: dict[str, Mapping[Cell, int]] = {PEOPLE: Counter(cells.values())}
    people = publishable(
        {cell: Tally(count) for cell, count in counts[PEOPLE].items()},
        dimensions=width,
        floor=wave.floor,
        earlier=[one[PEOPLE] for one in past if PEOPLE in one],
    )
    if people is None:
        return Decided(wave.segments, (), {}, is_anything=False, counts={})
    questions = {}
    for question, tallies in _by_question(answers, cells).items():
        counts[question.key] = {cell: tally.count for cell, tally in tallies.items()}
        shown = publishable(
            tallies,
            dimensions=width,
            floor=wave.comment_floor if question.kind.is_words else wave.floor,
            earlier=[one[question.key] for one in past if question.key in one],
            among=people,
        )
        if shown is not None:
            questions[question.key] = shown
    return Decided(wave.segments, people, questions, is_anything=True, counts=counts)


def cell_of(segments: Mapping[str, str], keys: Sequence[str]) -> Cell:
    """Where somebody stands: the value of each segment, "" where it is not known."""
    return tuple(str(segments.get(key) or "") for key in keys)


def blurred(wave: Wave, segments: Mapping[str, str], people: Iterable[Slice]) -> dict[str, str]:
    """What is kept of where somebody stands: only what groups that are large enough share."""
    cell = blurred_cell(cell_of(segments, wave.segments), people)
    return {key: value for key, value in zip(wave.segments, cell, strict=True) if value}


def tallied(question: Question, answers: Iterable[Answer]) -> Tally:
    """The answers of some people to one question, as counts."""
    rows = list(answers)
    if question.kind.is_words:
        return Tally(len(rows))
    return Tally(len(rows), dict(Counter(mark for answer in rows for mark in answer.given.marks)))


def _by_question(answers: Iterable[Answer], cells: Mapping[Any, Cell]) -> dict[Question, dict[Cell, Tally]]:
    # One question may stand in several versions; its key is what it is known by.
    known: dict[str, Question] = {}
    sorted_out: dict[str, dict[Cell, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    for answer in answers:
        known.setdefault(answer.question.key, answer.question)
        sorted_out[answer.question.key][cells[answer.response_id]].append(answer)
    return {
        known[key]: {cell: tallied(known[key], rows) for cell, rows in by_cell.items()}
        for key, by_cell in sorted_out.items()
    }


def _earlier(wave: Wave) -> list[dict[str, Earlier]]:
    """What stands of the waves before, by question; only where something of it may be shown."""
    before = Wave.objects.filter(survey=wave.survey_id, number__lt=wave.number).exclude(closed_at=None)
    return [_stands(one, wave.segments) for one in before.order_by("number") if one.shown]


def _stands(before: Wave, segments: Sequence[str]) -> dict[str, Earlier]:
    """One earlier wave in the segments of a later one."""
    found = {}
    for key, slices in (before.shown or {}).items():
        counts = Counter[Cell]()
        for cell, size in before.counts.get(key, []):
            counts[cell_of(dict(zip(before.segments, cell, strict=True)), segments)] += size
        shown = tuple((segments.index(name), value) for name, value in slices if name in segments)
        found[key] = Earlier(counts, shown)
    return found

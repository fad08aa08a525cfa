"""How well texts answer a question: BM25 over title, other ways to ask and body, with words that mean the same.

Pure arithmetic on numbers of keys. What a phrase weighs in a text does not depend on the question, so it is reckoned
once for all texts and asked for again; how many texts hold a word is counted there.
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pult.foundation.text import analyser
from pult.foundation.text.codes import GAP, TITLE_END, code
from pult.foundation.text.stopwords import STOP_KEYS

# What it weighs that a word stands in the title, among the other ways to ask, in the text.
WEIGHTS: Final = (2.0, 1.5, 1.0)
# How much a long field counts against what stands in it, and what long means.
BENT: Final = (0.3, 0.3, 0.5)
USUAL: Final = (4.0, 8.0, 120.0)
ENOUGH: Final = 1.2
MOST_WORDS: Final = 40
_SIGNS: Final = (code(TITLE_END), code(GAP))

Phrase = tuple[int, ...]
Meaning = frozenset[Phrase]
Fields = tuple[Sequence[int], Sequence[int], Sequence[int]]
# The texts that hold a phrase, and what it weighs in each.
Weights = tuple[Sequence[int], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Wish:
    """A word of the question, and the meanings that it has."""

    word: int
    meanings: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for."""

    wishes: tuple[Wish, ...]

    @property
    def phrases(self) -> set[Phrase]:
        """Everything that would be an answer to a part of it."""
        words = {(wish.word,) for wish in self.wishes}
        return words.union(*(meaning for wish in self.wishes for meaning in wish.meanings))

    @property
    def codes(self) -> list[int]:
        """The numbers of which an answer holds at least one."""
        return sorted({phrase[0] for phrase in self.phrases})


@dataclass(frozen=True, slots=True)
class Judged:
    """How well one text answers: `score` orders, `share` says how much of the question it meets, from 0 to 1."""

    key: int
    score: float
    share: float


def fields_of(title: str, asked: Iterable[str], body: str) -> list[int]:
    """The numbers of a text in order, with signs between title, other ways to ask, and body."""
    parts = (analyser.keys(title), [key for one in asked for key in analyser.keys(one)], analyser.keys(body))
    first, second, third = ([code(key) for key in part] for part in parts)
    return [*first, _SIGNS[0], *second, _SIGNS[1], *third]


def split(codes: Sequence[int]) -> Fields:
    """The fields of a text again."""
    first = codes.index(_SIGNS[0]) if _SIGNS[0] in codes else 0
    second = codes.index(_SIGNS[1], first) if _SIGNS[1] in codes else len(codes)
    return codes[:first], codes[first + 1 : second], codes[second + 1 :]


def ask(text: str, meanings: Iterable[Meaning] = ()) -> Question:
    """A question in numbers: each telling word once, with the meanings of which it is a part."""
    keys = analyser.keys(text)[:MOST_WORDS]
    numbers = [code(key) for key in keys]
    meant = [(places, meaning) for meaning in meanings if (places := _places(numbers, meaning))]
    telling = [at for at, key in enumerate(keys) if key not in STOP_KEYS] or list(range(len(keys)))
    wishes: dict[int, Wish] = {}
    for at in telling:
        found = tuple(meaning for places, meaning in meant if at in places)
        wishes.setdefault(numbers[at], Wish(numbers[at], found))
    return Question(tuple(wishes.values()))


def judge(question: Question, weights: Mapping[Phrase, Weights], *, among: int) -> list[Judged]:
    """The texts in the order in which they answer; `among` is how many texts there are in all."""
    scores: defaultdict[int, float] = defaultdict(float)
    met: defaultdict[int, float] = defaultdict(float)
    whole, taken = 0.0, set[Meaning]()
    for wish in question.wishes:
        best, got = 0.0, defaultdict[int, float](float)
        for meaning in (frozenset({(wish.word,)}), *wish.meanings):
            worth, found = _found(meaning, weights, among)
            best = max(best, worth)
            is_new = meaning not in taken
            for key, part in found.items():
                got[key] = max(got[key], worth * part)
                if is_new:
                    scores[key] += worth * part * (ENOUGH + 1)
            taken.add(meaning)
        whole += best or _worth(0, among)
        for key, part in got.items():
            met[key] += part
    ranked = sorted(scores, key=lambda key: (-scores[key], key))
    return [Judged(key, scores[key], met[key] / whole) for key in ranked]


def weigh(texts: Mapping[int, Fields], phrases: set[Phrase]) -> dict[Phrase, Weights]:
    """Which texts hold each of these phrases, and what it weighs there: how often it stands, by the place."""
    heavy: dict[Phrase, dict[int, float]] = {phrase: {} for phrase in phrases}
    singles = {phrase[0] for phrase in phrases if len(phrase) == 1}
    longer: defaultdict[int, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        if len(phrase) > 1:
            longer[phrase[0]].append(phrase)
    for key, fields in texts.items():
        for field, weight, bent, usual in zip(fields, WEIGHTS, BENT, USUAL, strict=True):
            part = weight / (1 - bent + bent * len(field) / usual)
            for phrase, often in _counted(field, singles, longer):
                heavy[phrase][key] = heavy[phrase].get(key, 0.0) + part * often
    return {phrase: (array("q", held), array("d", held.values())) for phrase, held in heavy.items()}


def _counted(
    field: Sequence[int], singles: set[int], longer: Mapping[int, Sequence[Phrase]]
) -> Iterator[tuple[Phrase, int]]:
    """The phrases that stand there, and how often each does."""
    for number in singles.intersection(field):
        yield (number,), field.count(number)
    for number in longer.keys() & set(field) if longer else ():
        for phrase in longer[number]:
            if often := _often(phrase, field):
                yield phrase, often


def certainty(judged: Sequence[Judged]) -> float:
    """How sure it is that the first is the answer, from 0 to 1: what it meets, and how far the next is behind."""
    if not judged:
        return 0.0
    first = judged[0]
    ahead = (first.score - judged[1].score) / first.score if len(judged) > 1 else 1.0
    return first.share * (0.5 + min(0.5, ahead))


def _found(meaning: Meaning, weights: Mapping[Phrase, Weights], among: int) -> tuple[float, dict[int, float]]:
    """What a meaning is worth, and how much of it each text has, from 0 to 1."""
    sums: defaultdict[int, float] = defaultdict(float)
    for phrase in meaning:
        for key, weight in zip(*weights[phrase], strict=True):
            sums[key] += weight
    holding = {key: total / (ENOUGH + total) for key, total in sums.items()}
    return _worth(len(holding), among) if holding else 0.0, holding


def _worth(holding: int, among: int) -> float:
    """The rarer, the more a word tells."""
    return math.log(1 + (among - holding + 0.5) / (holding + 0.5))


def _often(phrase: Phrase, field: Sequence[int]) -> int:
    """How often the numbers of a phrase stand in a row there."""
    places = (at for at, number in enumerate(field) if number == phrase[0])
    return sum(tuple(field[at : at + len(phrase)]) == phrase for at in places)


def _places(numbers: Sequence[int], meaning: Meaning) -> set[int]:
    """Where a question says one of these."""
    return {
        at + step
        for phrase in meaning
        for at in range(len(numbers) - len(phrase) + 1)
        if tuple(numbers[at : at + len(phrase)]) == phrase
        for step in range(len(phrase))
    }

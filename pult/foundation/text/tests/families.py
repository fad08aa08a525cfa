"""Word families and how well an analyser keeps them together and apart."""

import collections
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
WITHOUT_MARKS = str.maketrans({"č": "c", "ć": "c", "đ": "dj", "š": "s", "ž": "z"})
Families = Mapping[str, frozenset[str]]


class Score(NamedTuple):
    """Recall, precision and their harmonic mean, averaged over the queries."""

    recall: float
    precision: float
    f1: float


@dataclass(frozen=True)
class Family:
    """All forms of one word, by variant."""

    name: str
    croatian: tuple[str, ...]
    serbian: tuple[str, ...]
    cyrillic: tuple[str, ...]

    @property
    def forms(self) -> frozenset[str]:
        return frozenset((*self.croatian, *self.serbian, *self.cyrillic))


def lines(file: str) -> Iterable[tuple[str, str]]:
    """The entries of a test file: what stands before and after the first colon."""
    for line in (DATA / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, rest = line.partition(": ")
            yield name, rest


def read_families(file: str = "families.txt") -> list[Family]:
    """The families of Croatian and Serbian."""
    families = []
    for name, rest in lines(file):
        columns = [tuple(column.split()) for column in [*re.split(r" \|", rest), "", ""][:3]]
        families.append(Family(name, *columns))
    return families


def read_english() -> Families:
    """The English families."""
    return {name: frozenset(rest.split()) for name, rest in lines("families_en.txt")}


def score(
    key: Callable[[str], str], families: Families, *, typed: Callable[[str], str] = str, only: str = ""
) -> Score:
    """Ask with each form (as `typed`, if that differs) and see which forms of all families come back."""
    belongs: dict[str, frozenset[str]] = collections.defaultdict(frozenset)
    for forms in families.values():
        for form in forms:
            belongs[form] |= forms
    found: dict[str, set[str]] = collections.defaultdict(set)
    for form in belongs:
        found[key(form)].add(form)
    recall = precision = asked = 0.0
    for form, wanted in belongs.items():
        if re.search(only, form) and (typed is str or typed(form) != form):
            back = found[key(typed(form))]
            hits = len(back & wanted)
            recall, precision, asked = (
                recall + hits / len(wanted),
                precision + hits / (len(back) or 1),
                asked + 1,
            )
    recall, precision = recall / asked, precision / asked
    return Score(recall, precision, 2 * recall * precision / (recall + precision))

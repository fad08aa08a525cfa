"""Guessing the base form of a word that no dictionary knows, by its ending."""

from collections.abc import Mapping
from typing import Final, NamedTuple

LONGEST: Final = 7
_SHORTEST_BASE: Final = 2


class Suffix(NamedTuple):
    """How a word with a certain ending becomes its base form: letters to take off, letters to put on."""

    drop: int
    add: str


def guess(word: str, rules: Mapping[str, Suffix]) -> str:
    """The base form of a folded word as its longest known ending suggests."""
    for length in range(min(LONGEST, len(word) - _SHORTEST_BASE), 0, -1):
        rule = rules.get(word[-length:])
        if rule and len(word) - rule.drop >= _SHORTEST_BASE:
            return word[: len(word) - rule.drop] + rule.add
    return word

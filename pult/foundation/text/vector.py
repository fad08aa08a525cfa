"""What the database keeps of a text in order to find it: keys with their places, written as a tsvector.

PostgreSQL neither splits nor stems anything here. Its limits are kept: places up to 16,383, 256 places a key,
one megabyte a vector.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from pult.foundation.text import analyser

MOST_TOKENS: Final = 15_000
MOST_PLACES: Final = 256
MOST_BYTES: Final = 1_000_000
_BYTES_A_PLACE: Final = 2
_BYTES_A_KEY: Final = 4
# Between two sections, so that no phrase reaches from one into the next.
_GAP: Final = 2


class Weight(StrEnum):
    """How much it says about a text that a word stands in this part of it."""

    TITLE = "A"
    NAME = "B"
    NOTE = "C"
    BODY = "D"


class Section(NamedTuple):
    """A part of what is to be found, and its weight."""

    text: str
    weight: Weight = Weight.BODY


def vector(*sections: Section) -> str:
    """The literal of a tsvector for these parts in this order; the end of very long texts is left out."""
    places: dict[str, list[str]] = {}
    position = size = taken = 0
    for section in sections:
        for token in analyser.tokens(section.text):
            position += 1
            taken += 1
            size += _BYTES_A_PLACE + (0 if token.key in places else len(token.key.encode()) + _BYTES_A_KEY)
            if taken > MOST_TOKENS or size > MOST_BYTES:
                return _literal(places)
            known = places.setdefault(token.key, [])
            if len(known) < MOST_PLACES:
                known.append(f"{position}{'' if section.weight is Weight.BODY else section.weight}")
        position += _GAP
    return _literal(places)


def _literal(places: dict[str, list[str]]) -> str:
    return " ".join(f"'{key}':{','.join(known)}" for key, known in places.items())

"""What the database keeps of a long text in order to find it: its keys in their places, each as a number of four bytes.

A row of numbers takes a third of a tsvector with places and finds the same: words by an index over the numbers,
words side by side by looking at those rows in order. Two keys have the same number by chance once in four thousand
million pairs, and never when they are of equal length and differ within four letters.
"""

import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Final

from pult.foundation.text import analyser

MOST: Final = 15_000
# Between two texts, so that no phrase reaches from one into the next, and after the title: no word has these keys.
GAP: Final = ""
TITLE_END: Final = "|"
_SIGNS: Final = {GAP: 0, TITLE_END: 1}
_HALF: Final = 1 << 31


def code(key: str) -> int:
    """The number of a key, as PostgreSQL's integer holds it."""
    if key in _SIGNS:
        return _SIGNS[key]
    number = zlib.crc32(key.encode())
    return (number - 2 * _HALF if number >= _HALF else number) or len(_SIGNS)


def keys_of(*texts: str, title: str = "") -> list[str]:
    """The keys of a title and of texts in order, with signs between them; the end of a very long one is left out."""
    return list(islice(_in_order(title, texts), MOST))


def codes(keys: list[str]) -> list[int]:
    """The numbers of keys in their order."""
    return [code(key) for key in keys]


def _in_order(title: str, texts: tuple[str, ...]) -> Iterator[str]:
    if keys := analyser.keys(title):
        yield from keys
        yield TITLE_END
    sign: tuple[str, ...] = ()
    for text in texts:
        if keys := analyser.keys(text):
            yield from sign
            yield from keys
            sign = (GAP,)


# Changes whenever the same text could give other numbers; kept with each row as one more of them.
VERSION: Final = code(f"codes 1 {analyser.ANALYZER_VERSION}")

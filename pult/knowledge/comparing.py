"""What is different between two texts, word by word and paragraph by paragraph."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_WORDS: Final = 4_000
_WORD: Final = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
ALIKE: Final = 0.35


class How(StrEnum):
    """What became of a piece."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Some words, and what became of them."""

    how: How
    text: str


@dataclass(frozen=True)
class Row:
    """A paragraph before and after, side by side; None where there was none."""

    before: tuple[Piece, ...] | None
    after: tuple[Piece, ...] | None

    @property
    def is_same(self) -> bool:
        """Whether nothing changed here."""
        return self.before == self.after


@dataclass(frozen=True)
class Difference:
    """Everything that is different between two texts."""

    rows: tuple[Row, ...]
    words_gone: int
    words_new: int

    @property
    def is_empty(self) -> bool:
        """Whether the texts are the same."""
        return all(row.is_same for row in self.rows)


def compare(before: str, after: str) -> Difference:
    """The two texts paragraph by paragraph, side by side, with the words that went and came."""
    rows = tuple(_rows(paragraphs(before), paragraphs(after)))
    return Difference(
        rows=rows,
        words_gone=sum(_count(row.before, How.GONE) for row in rows),
        words_new=sum(_count(row.after, How.NEW) for row in rows),
    )


def words(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """One paragraph before and after, word by word; very long ones as a whole."""
    left, right = _WORD.findall(before), _WORD.findall(after)
    if len(left) + len(right) > MOST_WORDS:
        return (Piece(How.GONE, before),), (Piece(How.NEW, after),)
    old: list[Piece] = []
    new: list[Piece] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        same = tag == "equal"
        old += [Piece(How.SAME if same else How.GONE, "".join(left[i:j]))] if j > i else []
        new += [Piece(How.SAME if same else How.NEW, "".join(right[k:m]))] if m > k else []
    return tuple(old), tuple(new)


def paragraphs(text: str) -> list[str]:
    """A text in the pieces that are compared: lines, with empty ones left out."""
    return [line.rstrip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def _rows(before: list[str], after: list[str]) -> Iterator[Row]:
    for tag, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            for line in before[i:j]:
                same = (Piece(How.SAME, line),)
                yield Row(same, same)
        else:
            yield from _changed(before[i:j], after[k:m])


def _changed(before: list[str], after: list[str]) -> Iterator[Row]:
    """Changed paragraphs: those that are alike stand beside each other, in order."""
    at = 0
    for old in before:
        partner = next((place for place in range(at, len(after)) if _are_alike(old, after[place])), None)
        if partner is None:
            yield Row((Piece(How.GONE, old),), None)
            continue
        for new in after[at:partner]:
            yield Row(None, (Piece(How.NEW, new),))
        yield Row(*words(old, after[partner]))
        at = partner + 1
    for new in after[at:]:
        yield Row(None, (Piece(How.NEW, new),))


def _are_alike(old: str, new: str) -> bool:
    left, right = set(old.lower().split()), set(new.lower().split())
    return len(left & right) >= ALIKE * max(len(left), len(right), 1)


def _count(pieces: tuple[Piece, ...] | None, how: How) -> int:
    return sum(len(re.findall(r"[^\W_]+", piece.text)) for piece in pieces or () if piece.how is how)

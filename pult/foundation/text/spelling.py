"""Places in a text that are worth a second look: words that no dictionary knows, and slips that dictionaries miss.

A word that is found in Croatian, in Serbian (in either script) or in English is accepted. Names, addresses, codes and
capitalised words in the middle of a sentence are not looked at. What is found is a place to look, never a mistake.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import marisa_trie

from .folding import plain
from .script import to_cyrillic

FILE: Final = Path(__file__).parent / "data" / "spelling.marisa"
MOST_SUGGESTIONS: Final = 5
LONGEST_WORD: Final = 40

_CYRILLIC: Final = "абвгдђежзијклљмнњопрстћуфхцчџш"
_LATIN: Final = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split()  # noqa: SIM905
_TO_LATIN: Final = str.maketrans(dict(zip(_CYRILLIC, _LATIN, strict=True)))
_LETTERS: Final = "abcčćdđefghijklmnoprsštuvzžwxyq"
_LEFT_ALONE: Final = re.compile(
    r"\S+@\S+|(?:https?://|www\.)\S+|\S*\d\S*|(?<!\w)(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?|\S*[_/\\]\S*"
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEGINS: Final = re.compile(r"(?:^|[.!?…:]\s+[\"„“«»(]*|\n\s*[-•*–]?\s*[\"„“(]*)$")


class Slip(StrEnum):
    """What kind of place it is."""

    UNKNOWN = "unknown"
    WRITTEN_APART = "written_apart"
    WRITTEN_TOGETHER = "written_together"
    PHRASE = "phrase"
    SPACES = "spaces"
    PUNCTUATION = "punctuation"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where to look, from and to which letter, and what may have been meant."""

    start: int
    end: int
    slip: Slip
    suggestions: tuple[str, ...] = ()


# Real words, or words that look like some: dictionaries cannot tell. Cyrillic is tried in Latin letters.
_RULES: Final = tuple(
    (slip, re.compile(pattern, re.IGNORECASE))
    for slip, pattern in (
        (Slip.WRITTEN_APART, r"\bnebi(?:h|smo|ste)?\b"),
        (
            Slip.WRITTEN_APART,
            r"\bne(?:znam|znaš|zna|znamo|znate|znaju|mogu|možeš|može|možemo|možete|želim|trebam|treba)\b",
        ),
        (Slip.WRITTEN_APART, r"(?:^|(?<=[.!?\n] )|(?<=\n))dali\b(?=[^.\n]*\?)"),
        (Slip.WRITTEN_TOGETHER, r"\bbi (?:smo|ste)\b"),
        (Slip.WRITTEN_TOGETHER, r"\b(?:ne ću|ne ćeš|ne će|ne ćemo|ne ćete)\b"),
        (Slip.PHRASE, r"\bs obzirom da\b"),
        (Slip.PHRASE, r"\bu vezi toga\b"),
        (Slip.SPACES, r"(?<=\S) {2,}(?=\S)"),
        (Slip.SPACES, r"(?<=\S) +(?=,)|(?<=\w) +(?=[;:!?](?:\s|$))|(?<=\w) +(?=\.(?:\s|$))"),
        (Slip.PUNCTUATION, r"(?<=[^\W\d_]),(?=[^\W\d_])"),
        (Slip.PUNCTUATION, r"([!?])\1{1,}"),
    )
)


class _Dictionary:
    """The word list, mapped into memory when it is first asked."""

    _trie: "marisa_trie.Trie | None" = None

    def __contains__(self, word: str) -> bool:
        if self._trie is None:
            self._trie = marisa_trie.Trie().mmap(str(FILE))
        return bool(word in self._trie)


WORDS: Final = _Dictionary()


def places(text: str) -> list[Place]:
    """Every place worth a look, in the order in which they stand."""
    found = [*_by_rule(text)]
    taken = [(one.start, one.end) for one in found]
    unknown = [
        one for one in _unknown(text) if not any(start < one[1] and one[0] < end for start, end in taken)
    ]
    found += [
        Place(
            start=start,
            end=end,
            slip=Slip.UNKNOWN,
            suggestions=suggestions(text[start:end]) if number < MOST_SUGGESTIONS else (),
        )
        for number, (start, end) in enumerate(unknown)
    ]
    return sorted(found, key=lambda one: (one.start, one.end))


def is_known(word: str) -> bool:
    """Whether a dictionary has this word, in whichever script it is written."""
    latin = _latin(word)
    return len(latin) < 2 or latin in WORDS or latin.replace("’", "'").split("'")[0] in WORDS


def suggestions(word: str) -> tuple[str, ...]:
    """Known words one slip away, those that differ only in their marks first."""
    latin = _latin(word)
    if len(latin) > LONGEST_WORD:
        return ()
    near = {other for other in _one_slip_away(latin) if other in WORDS}
    ranked = sorted(near, key=lambda other: (plain(other) != plain(latin), other[0] != latin[0], other))
    shown = ranked[:MOST_SUGGESTIONS]
    if _is_cyrillic(word):
        shown = [to_cyrillic(one) for one in shown]
    return tuple(one.capitalize() if word[:1].isupper() else one for one in shown)


def _by_rule(text: str) -> Iterator[Place]:
    lower = text.lower()
    # Only letters that stay one letter: places must be the same in both scripts.
    single = {ord(letter): latin for letter, latin in zip(_CYRILLIC, _LATIN, strict=True) if len(latin) == 1}
    same = lower.translate(single) if len(lower) == len(text) else text
    for slip, pattern in _RULES:
        yield from (Place(start=one.start(), end=one.end(), slip=slip) for one in pattern.finditer(same))


def _unknown(text: str) -> Iterator[tuple[int, int]]:
    alone = [one.span() for one in _LEFT_ALONE.finditer(text)]
    for found in _WORD.finditer(text):
        start, end = found.span()
        word = found.group()
        if any(first <= start < last for first, last in alone) or not _is_looked_at(word, text[:start]):
            continue
        if not is_known(word):
            yield start, end


def _is_looked_at(word: str, before: str) -> bool:
    if len(word) < 2 or len(word) > LONGEST_WORD or any(letter.isupper() for letter in word[1:]):
        return False
    return not word[0].isupper() or bool(_BEGINS.search(before[-12:])) or not before.strip()


def _latin(word: str) -> str:
    return word.lower().translate(_TO_LATIN)


def _is_cyrillic(word: str) -> bool:
    return any("а" <= letter <= "џ" for letter in word.lower())


def _one_slip_away(word: str) -> Iterator[str]:
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    for left, right in splits:
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in _LETTERS)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        yield from (left + letter + right for letter in _LETTERS)

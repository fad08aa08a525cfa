"""Which language short text is in, by its runs of letters: the evidence only; `language` draws the conclusion."""

import functools
import re
import unicodedata
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import marisa_trie

SERBIAN_CYRILLIC: Final = "hbs-cyrl"
LATIN: Final = ("hbs", "en", "de", "it", "fr", "es", "nl", "pl", "cs", "sl", "hu", "ro", "tr")
CYRILLIC: Final = (SERBIAN_CYRILLIC, "mk", "bg", "ru", "uk")
LANGUAGES: Final = LATIN + CYRILLIC

RUNS_FILE: Final = Path(__file__).parent / "data" / "letters.marisa"
EKAVIAN_FILE: Final = Path(__file__).parent / "data" / "ekavian.marisa"
EKAVIAN_RECORD: Final = "<B"
RECORD: Final = f"<{len(LANGUAGES)}B"
STEP: Final = 0.06  # what one unit of a cost byte is worth, in nats
UNSEEN: Final = 255
LONGEST_RUN: Final = 4
MOST_KNOWN: Final = 8192  # words; about a megabyte

_MARKED: Final = str.maketrans({"đ": "d", "ß": "ss", "ł": "l", "ı": "i"})
_CYRILLIC_LETTER: Final = re.compile("[\u0400-\u04ff]")
_WORD: Final = re.compile(r"[^\W\d_]+")


def without_marks(word: str) -> str:
    """As somebody types it who has no marks on the keyboard."""
    word = unicodedata.normalize("NFKD", word.translate(_MARKED))
    return "".join(letter for letter in word if not unicodedata.combining(letter))


def is_of_script(word: str, language: str) -> bool:
    """Whether this word can be one of that language at all, going by its letters."""
    return word.isalpha() and bool(_CYRILLIC_LETTER.search(word)) == (language in CYRILLIC)


def runs(word: str) -> Iterator[str]:
    """The word's runs of one to four letters, its edges counting as letters."""
    edged = f" {word} "
    for length in range(1, LONGEST_RUN + 1):
        for at in range(len(edged) - length + 1):
            run = edged[at : at + length]
            if run != " ":
                yield run


def words(text: str) -> list[str]:
    """The words of a text in lower case, without numbers."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def is_cyrillic(text: str) -> bool:
    """Mostly Cyrillic: a third is enough, as names and addresses of a Cyrillic text are often Latin."""
    letters = sum(map(str.isalpha, text))
    return bool(letters) and len(_CYRILLIC_LETTER.findall(text)) * 3 >= letters


@functools.cache
def _costs() -> marisa_trie.RecordTrie:
    return marisa_trie.RecordTrie(RECORD).mmap(str(RUNS_FILE))


@functools.cache
def ekavian() -> marisa_trie.RecordTrie:
    """Folded words that have an ijekavian twin; 1 if the word is not used by ijekavian writers as well."""
    return marisa_trie.RecordTrie(EKAVIAN_RECORD).mmap(str(EKAVIAN_FILE))


@functools.lru_cache(maxsize=MOST_KNOWN)
def _costs_of(word: str) -> tuple[int, "array[int]"]:
    """How many runs of a word are known, and in each language what they cost together. Most words come again."""
    table = _costs()
    records = [record[0] for run in runs(word) if (record := table.get(run))]
    return len(records), array("I", map(sum, zip(*records, strict=True)))


def costs(found: list[str], *, cyrillic: bool) -> dict[str, float]:
    """How surprising these words are in each language of the script: in nats, per run of letters."""
    first = len(LATIN) if cyrillic else 0
    languages = CYRILLIC if cyrillic else LATIN
    known = [one for one in map(_costs_of, found) if one[0]]
    count = sum(one[0] for one in known)
    sums = [sum(column) for column in zip(*(one[1] for one in known), strict=True)]
    means = (total * STEP / count for total in sums[first : first + len(languages)]) if count else ()
    return dict(zip(languages, means or (0.0 for _ in languages), strict=True))

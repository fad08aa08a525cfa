"""From text to keys: one key for all forms of a word, in hrvatski, srpski, српски and English.

A token becomes a key without regard to its neighbours, its language or its script, so that the index and the
question always agree. The order: fold, look up in the lexicon, else apply the suffix rules learnt from that
lexicon, else stem. Words with digits stay as they are.
"""

import functools
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import marisa_trie
import Stemmer

from pult.foundation.text import folding, suffixes
from pult.foundation.text.suffixes import Suffix

DATA: Final = Path(__file__).parent / "data"
LEXICON_FILE: Final = DATA / "lexicon.marisa"
RULES_FILE: Final = DATA / "suffixes.json"

# Longer tokens are encoded attachments and the like; nobody looks for their end, and keys must stay small.
LONGEST_TOKEN: Final = 64
_CACHED_KEYS: Final = 65_536

# Marks typed after their letter and invisible signs inside a word do not end it.
TOKEN: Final = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])*")


class Token(NamedTuple):
    """A key and where its word stands in the text."""

    key: str
    start: int
    end: int


def _read_rules() -> dict[str, Suffix]:
    rules: dict[str, tuple[int, str]] = json.loads(RULES_FILE.read_text(encoding="utf-8"))
    return {ending: Suffix(*rule) for ending, rule in rules.items()}


def _version() -> str:
    """Changes whenever the same text could give other keys."""
    digest = hashlib.sha256(str(Stemmer.version()).encode())
    code = (Path(module) for module in (folding.__file__, suffixes.__file__, __file__))
    for path in (LEXICON_FILE, RULES_FILE, *code):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


_LEXICON: Final = marisa_trie.BytesTrie().mmap(str(LEXICON_FILE))
_RULES: Final = _read_rules()
_STEMMER: Final = Stemmer.Stemmer("serbian", 0)

ANALYZER_VERSION: Final = _version()


@functools.lru_cache(_CACHED_KEYS)
def key(word: str) -> str:
    """The key under which every form of this word is found; empty if it has no letter or digit."""
    folded = folding.fold(word)
    if len(folded) < 2 or not folded.isalpha():
        return folded
    known: list[bytes] | None = _LEXICON.get(folded)
    if known:
        return known[0].decode()
    stem: str = _STEMMER.stemWord(suffixes.guess(folded, _RULES))
    return stem


def tokens(text: str) -> Iterator[Token]:
    """The keys of a text in order, each with the place of its word in the text as it was written."""
    for match in TOKEN.finditer(text):
        found = key(match.group()[:LONGEST_TOKEN])
        if found:
            yield Token(found, match.start(), match.end())


def keys(text: str) -> list[str]:
    """The keys of a text in order."""
    return [found for found in map(key, words(text)) if found]


def words(text: str) -> list[str]:
    """The words of a text in order, each as far as it counts."""
    return [word[:LONGEST_TOKEN] for word in TOKEN.findall(text)]

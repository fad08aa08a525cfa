"""Which language a message is in: the script, the group of languages, and within ours the variant.

The group (ours, English, German …) is safe to act on. Croatian, Serbian and Bosnian are told apart only by
evidence, and much of what customers write has none; then the variant stays open and the caller falls back on
what is known of the customer, then of the brand. Search depends on none of this.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from pult.foundation.text import folding, letters, markers
from pult.foundation.text.markers import Points

# The beginning of a message tells enough.
_LONGEST_TEXT: Final = 2_000
_MOST_WORDS: Final = 60
_OURS: Final = "hbs"
# What one run of letters says is partly said by its neighbours already.
_INDEPENDENCE: Final = 0.35
_SURE: Final = 0.4
# Between neighbours, the languages Pult is made for are three times as likely.
_HEAD_START: Final = math.log(3)
_NO_LANGUAGE: Final = re.compile(r"\S+@\S+|\w+://\S+|www\.\S+|[\w.+-]*\d[\w.+-]*")


class Script(StrEnum):
    """The letters a text is written in."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Detection:
    """What can be said about the language of a text.

    `group` is "hbs" for Croatian, Serbian, Bosnian and Montenegrin, else a language code, or empty if there is
    nothing to judge by. `variant` is "hr", "sr" or "bs", or empty. `confidence` runs from 0 to 1.
    """

    script: Script
    group: str
    variant: str
    confidence: float

    @property
    def language(self) -> str:
        """The language code to act on; empty if the text does not tell."""
        return self.variant if self.group == _OURS else self.group


def detect(text: str, *, default: str = "") -> Detection:
    """The language of a text; between equals, `default` (what is known of the writer) wins."""
    plain = _NO_LANGUAGE.sub(" ", text[:_LONGEST_TEXT])
    words = letters.words(plain)[:_MOST_WORDS]
    if not words:
        return Detection(Script.NONE, "", "", 0.0)
    script = Script.CYRILLIC if letters.is_cyrillic(plain) else Script.LATIN
    group, confidence = _group(words, script)
    if group != _OURS:
        return Detection(script, group, "", confidence)
    if script is Script.CYRILLIC:
        return Detection(script, group, "sr", confidence)
    variant, certainty = _variant(words, default)
    return Detection(script, group, variant, confidence * certainty)


def _group(words: list[str], script: Script) -> tuple[str, float]:
    """The likeliest language and its share of the likelihood of all."""
    costs = letters.costs(words, cyrillic=script is Script.CYRILLIC)
    evidence = _INDEPENDENCE * sum(map(len, words))
    scores = {
        language: -cost * evidence + _HEAD_START * language.startswith(_OURS)
        for language, cost in costs.items()
    }
    best = max(scores, key=lambda language: scores[language])
    total = sum(math.exp(score - scores[best]) for score in scores.values())
    return best.removesuffix("-cyrl"), 1 / total


def _variant(words: list[str], default: str) -> tuple[str, float]:
    points = _evidence(words)
    ranked = sorted(points._asdict().items(), key=lambda item: (-item[1], item[0] != default))
    (best, most), (_, second) = ranked[:2]
    if most <= 0:
        return "", 0.5
    if most - second < _SURE:
        tied = [variant for variant, score in ranked if most - score < _SURE]
        return (default if default in tied else min(tied, key=("hr", "sr", "bs").index)), 0.5
    return best, 1 / (1 + math.exp(-2 * (most - second)))


def _evidence(words: Sequence[str]) -> Points:
    plain = [letters.without_marks(word) for word in words]
    points = sum(map(_word, plain), Points())
    points += sum((markers.MARKED_WORDS.get(word, Points()) for word in words), Points())
    return points + _syntax(plain)


def _word(word: str) -> Points:
    if word in markers.WORDS:
        return markers.WORDS[word]
    for length in range(len(word), 1, -1):
        if word[:length] in markers.BEGINNINGS:
            return markers.BEGINNINGS[word[:length]]
    plain, ekavian = folding.plain(word), folding.fold(word)
    known = letters.ekavian().get(ekavian)
    if not known:
        return Points()
    if ekavian != plain:
        return markers.IJEKAVIAN
    return markers.EKAVIAN if known[0][0] else Points()


def _syntax(words: Sequence[str]) -> Points:
    """What the order of words betrays: "da li", "možete li", "hoću da vratim", "želim vratiti"."""
    points = Points()
    if "li" in words:
        points += markers.DA_LI if ("da", "li") in pairwise(words) else markers.VERB_LI
    for before, word in pairwise([word for word in words if word != "li"]):
        if before in markers.MODALS and word == "da":
            points += markers.MODAL_DA
        elif before in markers.MODALS and len(word) > 4 and word.endswith(("ti", "ci")):
            points += markers.MODAL_INFINITIVE
    return points

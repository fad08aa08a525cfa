"""Why a question finds what it finds: which of its words count, and which groups of words they belong to."""

from dataclasses import dataclass

from pult.foundation.text import analyser
from pult.foundation.text.codes import code
from pult.foundation.text.stopwords import STOP_KEYS
from pult.knowledge import ranking
from pult.knowledge.asked import shortened
from pult.knowledge.models import Concept
from pult.knowledge.types import ANYBODY, Reader

from . import finding


@dataclass(frozen=True, kw_only=True)
class Told:
    """A word of the question: whether it counts, and by which key it is looked for."""

    word: str
    keys: tuple[str, ...]
    counts: bool


@dataclass(frozen=True, kw_only=True)
class Meant:
    """A group of words that mean the same, and which of them the question says."""

    concept: Concept
    said: list[str]


@dataclass(frozen=True, kw_only=True)
class Explained:
    """Everything that decided."""

    words: list[Told]
    groups: list[Meant]
    found: list[finding.Found]
    certainty: float
    needed: float

    @property
    def is_sure(self) -> bool:
        """Whether the first one is given as the answer."""
        return bool(self.found) and self.found[0].is_confident


def explain(text: str, *, language: str, reader: Reader = ANYBODY) -> Explained:
    """What a reader in this language would find, and why. Nothing is remembered of it."""
    line = shortened(text)
    found, certainty = finding.weigh(line, reader=reader, language=language)
    return Explained(
        words=_told(line),
        groups=_meant(line),
        found=found,
        certainty=certainty,
        needed=finding.certain_enough(),
    )


def _told(line: str) -> list[Told]:
    counting = set(analyser.keys(line)) - STOP_KEYS or set(analyser.keys(line))
    keyed = [(word, tuple(analyser.keys(word))) for word in line.split()]
    return [Told(word=word, keys=keys, counts=bool(counting & set(keys))) for word, keys in keyed]


def _meant(line: str) -> list[Meant]:
    keys = tuple(analyser.keys(line)[: ranking.MOST_WORDS])
    if not keys:
        return []
    groups = Concept.objects.filter(codes__any=[code(key) for key in keys]).order_by("pk")
    meant = [
        Meant(concept=group, said=[word for word in group.words if _says(keys, word)]) for group in groups
    ]
    return [one for one in meant if one.said]


def _says(keys: tuple[str, ...], word: str) -> bool:
    """Whether a question says this word, or all of an expression in its order."""
    phrase = tuple(analyser.keys(word))
    return bool(phrase) and any(
        keys[at : at + len(phrase)] == phrase for at in range(len(keys) - len(phrase) + 1)
    )

"""Small talk: recognising a greeting, thanks, a goodbye, "are you a robot", and the wish for a person.

A cue is a phrase. It is recognised in a message that says little else; one that begins with an asterisk is
recognised anywhere. Letters and accents do not matter: "хвала" is "hvala".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pult.foundation.text import analyser

from .types import Chat, Texts

# How many words a message may have beside the cue, and still be nothing but small talk.
SPARE_WORDS: Final = 2
ORDER: Final = (Chat.HUMAN, Chat.ROBOT, Chat.THANKS, Chat.GOODBYE, Chat.GREETING)


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """What is recognised as one kind of small talk, in all languages, and the answer to it."""

    cues: tuple[str, ...]
    answer: Texts


def recognise(text: str, known: Mapping[Chat, Phrases]) -> Chat | None:
    """The kind of small talk that a message is, if it is nothing else."""
    said = _plain(text)
    for kind in ORDER:
        if kind in known and any(_is_said(cue, said) for cue in known[kind].cues):
            return kind
    return None


def _is_said(cue: str, said: tuple[str, ...]) -> bool:
    wanted = _plain(cue.removeprefix("*"))
    if not wanted or not _contains(said, wanted):
        return False
    return cue.startswith("*") or len(said) - len(wanted) <= SPARE_WORDS


def _contains(said: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    starts = range(len(said) - len(wanted) + 1)
    return any(said[at : at + len(wanted)] == wanted for at in starts)


def _plain(text: str) -> tuple[str, ...]:
    return tuple(analyser.keys(text[:1000]))

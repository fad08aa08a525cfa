"""The same question in whatever form, case and script has the same key."""

from pult.foundation.text import analyser
from pult.foundation.text.stopwords import STOP_KEYS
from pult.knowledge.models.finding import LONGEST_QUESTION


def shortened(text: str) -> str:
    """The question on one line, as far as it is kept."""
    return " ".join(text.replace("\x00", " ").split())[:LONGEST_QUESTION]


def key_of(text: str) -> str:
    """The keys of its telling words in the order of the alphabet; empty when nothing was asked."""
    keys = set(analyser.keys(shortened(text)))
    return " ".join(sorted(keys - STOP_KEYS or keys))[:LONGEST_QUESTION]

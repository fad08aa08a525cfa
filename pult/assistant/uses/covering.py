"""Whether what a model wrote is covered by what it was given: its numbers and addresses, and most of its words."""

import re
from collections.abc import Iterable
from typing import Final

from pult.foundation.text import analyser
from pult.foundation.text.masking import LINK, MAIL
from pult.foundation.text.veil import without_tokens

LEAST_SHARED: Final = 0.5
SHORTEST_WORD: Final = 4
_NUMBER: Final = re.compile(r"\d+")


def invents(text: str, sources: Iterable[str]) -> bool:
    """Whether it names a number, a link or an address that stands in none of the sources."""
    text, given = without_tokens(text), "\n".join(sources)
    numbers = set(_NUMBER.findall(text)) - set(_NUMBER.findall(given))
    plain = given.casefold()
    places = {
        found.group().rstrip(".,;:!?)").casefold()
        for pattern in (MAIL, LINK)
        for found in pattern.finditer(text)
    }
    return bool(numbers) or any(place not in plain for place in places)


def shares_words(text: str, sources: Iterable[str]) -> bool:
    """Whether most of its telling words stand in the sources as well, in whatever form and script."""
    said = {key for key in analyser.keys(text) if len(key) >= SHORTEST_WORD}
    given = {key for source in sources for key in analyser.keys(source)}
    return not said or len(said & given) / len(said) >= LEAST_SHARED

"""Hiding personal data before a text leaves the house, and putting it back into the answer.

`masking` hides for good. Here every hidden piece has a name of its own, such as `[MAIL_1]`, and this process alone
knows what it stands for.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from .folding import fold
from .masking import HANDLE, LINK, MAIL, NUMBER, WORD, is_of, without_signature

_TOKEN: Final = re.compile(r"\[(?:NAME|MAIL|LINK|HANDLE|NUMBER|LINE)_\d+\]")
_PATTERNS: Final = (("MAIL", MAIL), ("LINK", LINK), ("HANDLE", HANDLE), ("NUMBER", NUMBER))


class Veil:
    """Over the texts of one question. The same piece has the same name in all of them."""

    def __init__(self, *, names: Iterable[str] = (), addresses: Iterable[str] = ()) -> None:
        words = [word for name in names for word in WORD.findall(name)]
        self._parts = [fold(word) for word in words if len(word) > 1]
        self._addresses = [one for one in addresses if len(one) > 2]
        self._names: dict[tuple[str, str], str] = {}
        self._hidden: dict[str, str] = {}

    def over(self, text: str) -> str:
        """The text as a stranger may read it."""
        # What looks like one of ours and is none must not be filled in later.
        text = _TOKEN.sub(lambda found: f"({found.group()[1:-1]})", text)
        text = without_signature(text, lambda line: self._name("LINE", line))
        for address in self._addresses:
            text = self._hide(text, "HANDLE", re.compile(re.escape(address), re.IGNORECASE))
        for kind, pattern in _PATTERNS:
            text = self._hide(text, kind, pattern)
        return self._hide(text, "NAME", WORD, only=lambda word: is_of(word, self._parts))

    def lift(self, text: str) -> str:
        """The text with everything that was hidden in its place."""
        return _TOKEN.sub(lambda found: self._hidden.get(found.group(), found.group()), text)

    def unknown(self, text: str) -> set[str]:
        """What looks like something hidden and was never hidden here."""
        return set(_TOKEN.findall(text)) - self._hidden.keys()

    def _hide(
        self, text: str, kind: str, pattern: re.Pattern[str], *, only: Callable[[str], bool] = lambda _: True
    ) -> str:
        def hide(found: re.Match[str]) -> str:
            return self._name(kind, found.group()) if only(found.group()) else found.group()

        return between_tokens(text, lambda piece: pattern.sub(hide, piece))

    def _name(self, kind: str, piece: str) -> str:
        if (kind, piece) not in self._names:
            number = sum(1 for known, _piece in self._names if known == kind) + 1
            token = f"[{kind}_{number}]"
            # A line may hold pieces that were hidden before.
            self._names[kind, piece], self._hidden[token] = token, self.lift(piece)
        return self._names[kind, piece]


def without_tokens(text: str) -> str:
    """The text without the names of what is hidden."""
    return _TOKEN.sub(" ", text)


def between_tokens(text: str, change: Callable[[str], str]) -> str:
    """The text changed everywhere but in the names of what is hidden."""
    pieces, end = [], 0
    for found in _TOKEN.finditer(text):
        pieces += [change(text[end : found.start()]), found.group()]
        end = found.end()
    return "".join([*pieces, change(text[end:])])

"""Serbian in the other script: a text of a document, and the words of its data."""

import re
from collections.abc import Callable
from typing import Any, Final

from pult.accounts.types import Language
from pult.foundation.text.script import to_cyrillic, to_latin

from .types import WORDS, DocumentKind

TWIN: Final = {Language.SR: Language.SR_LATN, Language.SR_LATN: Language.SR}
# What stays letter by letter: fenced code, a callout's mark, the address of a link or picture.
_FENCE: Final = r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"
_ADDRESS: Final = r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*"
_KEPT: Final = re.compile(rf"{_FENCE}|\[![A-Z]+\]|{_ADDRESS}", re.DOTALL | re.MULTILINE)


def convert(text: str, language: str) -> str:
    """The same Serbian text in the script of this language."""
    letters = to_cyrillic if language == Language.SR else to_latin
    pieces, at = [], 0
    for kept in _KEPT.finditer(text):
        pieces += [letters(text[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join([*pieces, letters(text[at:])])


def convert_data(data: Any, language: str, kind: DocumentKind | str) -> Any:
    """Structured data with its words in the script of this language; codes stay."""
    return _walk(data, WORDS.get(kind, frozenset()), lambda text: convert(text, language))


def _walk(data: Any, words: frozenset[str], letters: Callable[[str], str], *, is_word: bool = False) -> Any:
    if isinstance(data, dict):
        return {key: _walk(value, words, letters, is_word=key in words) for key, value in data.items()}
    if isinstance(data, list):
        return [_walk(one, words, letters, is_word=is_word) for one in data]
    return letters(data) if is_word and isinstance(data, str) else data

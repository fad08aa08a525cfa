"""What answers a whole letter: asked sentence by sentence, for greetings and telephone numbers answer nothing."""

import re
from collections.abc import Collection
from typing import Final

from pult.foundation.text import analyser
from pult.foundation.text.veil import Veil, without_tokens
from pult.knowledge.queries.finding import Found, find_any
from pult.knowledge.types import DocumentKind, Reader

MOST_SENTENCES: Final = 8
LEAST_WORDS: Final = 2
_END: Final = re.compile(r"(?<=[.!?…])\s+|\n+")


def found_for(
    text: str,
    *,
    reader: Reader,
    language: str,
    limit: int,
    kinds: Collection[str] = (DocumentKind.ARTICLE,),
) -> list[Found]:
    """The documents that answer some sentence of a letter, the best answer first."""
    return find_any(sentences_of(text), reader=reader, language=language, kinds=kinds, limit=limit)


def sentences_of(text: str) -> list[str]:
    """The first sentences that say something, without what only tells who wrote."""
    plain = without_tokens(Veil().over(text))
    pieces = [piece.strip() for piece in _END.split(plain)]
    telling = [piece for piece in dict.fromkeys(pieces) if len(list(analyser.keys(piece))) >= LEAST_WORDS]
    return telling[:MOST_SENTENCES] or pieces[:1]

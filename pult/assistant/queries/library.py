"""Looking an answer up in what is published: the piece of the best article that answers, and where it stands."""

import re
from collections.abc import Sequence
from typing import Final

from pult.assistant.types import Passage
from pult.assistant.wording import in_letters
from pult.foundation.text import analyser
from pult.knowledge.queries.finding import Found, find
from pult.knowledge.types import Reader, SearchSource

MOST_LOOKED_AT: Final = 4
LONGEST_PASSAGE: Final = 600
_MARKED: Final = re.compile(r"<mark>(.*?)</mark>")
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SIGNS: Final = re.compile(r"(?m)^\s{0,3}(?:#{1,6}\s+|>\s?)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}")


def look_up(
    question: str,
    *,
    language: str,
    threshold: float | None,
    is_trial: bool = False,
    brand_id: int | None = None,
) -> tuple[Passage, ...]:
    """The passages that may answer a visitor's question, the best first; only the first can be sure."""
    record = None if is_trial else SearchSource.BOT
    reader = Reader(brand_id=brand_id)
    found = find(question, reader=reader, language=language, limit=MOST_LOOKED_AT, record=record)
    sure = certainty(found)
    passages = []
    for number, one in enumerate(found):
        # The threshold of the house counts once it has one; until then, what the search itself calls sure.
        is_sure = one.is_confident if threshold is None else number == 0 and sure >= threshold
        passages.append(_passage(question, one, language, score=sure if not number else 0.0, is_sure=is_sure))
    return tuple(passages)


def certainty(found: Sequence[Found]) -> float:
    """How sure the first is: how much of the question it meets, and how far the next is behind. From 0 to 1."""
    if not found:
        return 0.0
    first = found[0]
    ahead = (first.score - found[1].score) / first.score if len(found) > 1 and first.score else 1.0
    return round(first.share * (0.5 + min(0.5, max(ahead, 0.0))), 4)


def _passage(question: str, found: Found, language: str, *, score: float, is_sure: bool) -> Passage:
    one = found.translation
    body = one.published.body if one.published else ""
    text = best_piece(body, question=question, marked=str(found.passage))
    return Passage(
        document_id=one.document_id,
        translation_id=one.pk,
        title=in_letters(one.title, language, written=one.language),
        text=in_letters(text, language, written=one.language),
        url=f"/hc/{language}/articles/{one.document_id}-{one.slug}",
        score=score,
        is_sure=is_sure,
    )


def best_piece(body: str, *, question: str, marked: str) -> str:
    """The paragraphs of a text that speak of the question, as plain text of a bearable length."""
    blocks = [block for block in re.split(r"\n\s*\n", body) if block.strip()]
    pieces = [_plain(block) for block in blocks]
    if not pieces:
        return re.sub(r"</?mark>", "", marked)
    wanted = set(analyser.keys(question)) | set(analyser.keys(" ".join(_MARKED.findall(marked))))
    # A heading alone says nothing.
    hits = [
        0 if block.lstrip().startswith("#") else len(wanted & set(analyser.keys(piece)))
        for block, piece in zip(blocks, pieces, strict=True)
    ]
    at = max(range(len(pieces)), key=lambda number: (hits[number], -number))
    text = pieces[at]
    # Neither does a sentence that announces a list, without what follows it.
    while len(text) < LONGEST_PASSAGE / 3 and at + 1 < len(pieces):
        at += 1
        text = f"{text}\n{pieces[at]}"
    return text if len(text) <= LONGEST_PASSAGE else f"{text[:LONGEST_PASSAGE].rpartition(' ')[0]} …"


def _plain(piece: str) -> str:
    return _SIGNS.sub("", _LINK.sub(r"\1", piece)).strip()

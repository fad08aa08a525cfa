"""The passage that shows why something was found, cut from the original text, the words marked.

The database knows only keys, so the text is analysed again; a word is marked in whatever form and script it
stands: a search for "racun" marks "рачуна".
"""

from collections.abc import Sequence
from itertools import islice
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pult.foundation.text import analyser
from pult.foundation.text.query import Query, matcher

WIDTH: Final = 30
# Enough for any message; a pasted log is not searched to its end for the sake of thirty words.
_LONGEST_TEXT: Final = 200_000
_ELLIPSIS: Final = "…"


def snippet(text: str, query: Query, *, width: int = WIDTH) -> SafeString:
    """The best `width` words of the text as safe HTML, what the query looks for in <mark>."""
    read = text[:_LONGEST_TEXT]
    keys, places = _analysed(read)
    if not keys:
        return mark_safe("")
    hits = matcher(query)(keys)
    first = _best_start(keys, hits, width)
    last = min(first + width, len(keys)) - 1
    spans = _spans(read, places[last] + 1)
    start = spans[places[first]][0] if first else 0
    end = spans[places[last]][1] if last + 1 < len(keys) else len(read)
    wanted = [spans[places[at]] for at in range(first, last + 1) if hits[at]]
    before = f"{_ELLIPSIS} " if start else ""
    after = f" {_ELLIPSIS}" if end < len(text) else ""
    return mark_safe(f"{before}{_marked(text, wanted, start, end)}{after}")


def highlight(text: str, query: Query) -> SafeString:
    """The whole text as safe HTML, what the query looks for in <mark>: for titles and names."""
    keys, places = _analysed(text)
    hits = matcher(query)(keys)
    if not any(hits):
        return escape(text)
    spans = _spans(text)
    wanted = [spans[place] for place, hit in zip(places, hits, strict=True) if hit]
    return mark_safe(_marked(text, wanted, 0, len(text)))


def _analysed(text: str) -> tuple[list[str], Sequence[int]]:
    """The keys of a text, and which of its words each belongs to: a word may have none."""
    keys = list(map(analyser.key, analyser.words(text)))
    if all(keys):
        return keys, range(len(keys))
    places = [place for place, key in enumerate(keys) if key]
    return [keys[place] for place in places], places


def _spans(text: str, most: int | None = None) -> list[tuple[int, int]]:
    """Where the words of a text begin and end."""
    return [match.span() for match in islice(analyser.TOKEN.finditer(text), most)]


def _best_start(keys: list[str], hits: list[bool], width: int) -> int:
    """Where the window with the most different hits begins; then the most hits; then the first."""
    counts: dict[str, int] = {}
    best, best_score = 0, (0, 0)
    for at, hit in enumerate(hits):
        leaving = at - width
        if leaving >= 0 and hits[leaving]:
            _count(counts, keys[leaving], -1)
        if not hit:
            continue
        _count(counts, keys[at], 1)
        score = (len(counts), sum(counts.values()))
        if score > best_score:
            best, best_score = max(0, at - width + 1), score
    return _centred(best, hits, width)


def _count(counts: dict[str, int], key: str, change: int) -> None:
    counts[key] = counts.get(key, 0) + change
    if not counts[key]:
        del counts[key]


def _centred(start: int, hits: list[bool], width: int) -> int:
    """The same hits with words on both sides of them, so that they can be understood."""
    places = [at for at in range(start, min(start + width, len(hits))) if hits[at]]
    if not places:
        return 0
    spare = width - (places[-1] - places[0] + 1)
    return max(0, min(places[0] - spare // 2, len(hits) - width))


def _marked(text: str, wanted: list[tuple[int, int]], start: int, end: int) -> str:
    pieces = []
    at = start
    for begins, ends in wanted:
        pieces += [escape(text[at:begins]), f"<mark>{escape(text[begins:ends])}</mark>"]
        at = ends
    return "".join([*pieces, escape(text[at:end])])

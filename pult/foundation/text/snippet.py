"""The passage that shows why something was found, cut from the original text, the words marked.

The database knows only keys, so the text is analysed again; a word is marked in whatever form and script it
stands: a search for "racun" marks "рачуна".
"""

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
    tokens = list(analyser.tokens(text[:_LONGEST_TEXT]))
    if not tokens:
        return mark_safe("")
    hits = matcher(query)([token.key for token in tokens])
    first = _best_start(tokens, hits, width)
    last = min(first + width, len(tokens)) - 1
    start = tokens[first].start if first else 0
    end = tokens[last].end if last + 1 < len(tokens) else len(text[:_LONGEST_TEXT])
    marked = _marked(text, [token for token, hit in zip(tokens, hits, strict=True) if hit], start, end)
    before = f"{_ELLIPSIS} " if start else ""
    after = f" {_ELLIPSIS}" if end < len(text) else ""
    return mark_safe(f"{before}{marked}{after}")


def highlight(text: str, query: Query) -> SafeString:
    """The whole text as safe HTML, what the query looks for in <mark>: for titles and names."""
    tokens = list(analyser.tokens(text))
    hits = matcher(query)([token.key for token in tokens])
    wanted = [token for token, hit in zip(tokens, hits, strict=True) if hit]
    return mark_safe(_marked(text, wanted, 0, len(text)))


def _best_start(tokens: list[analyser.Token], hits: list[bool], width: int) -> int:
    """Where the window with the most different hits begins; then the most hits; then the first."""
    counts: dict[str, int] = {}
    best, best_score = 0, (0, 0)
    for at, hit in enumerate(hits):
        leaving = at - width
        if leaving >= 0 and hits[leaving]:
            _count(counts, tokens[leaving].key, -1)
        if not hit:
            continue
        _count(counts, tokens[at].key, 1)
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


def _marked(text: str, wanted: list[analyser.Token], start: int, end: int) -> str:
    pieces = []
    at = start
    for token in wanted:
        if start <= token.start and token.end <= end:
            pieces += [
                escape(text[at : token.start]),
                f"<mark>{escape(text[token.start : token.end])}</mark>",
            ]
            at = token.end
    return "".join([*pieces, escape(text[at:end])])

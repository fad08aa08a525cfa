"""What a person types into the search field, understood and written down for the database.

    povrat novca           both words, in any form and script
    "povrat novca"         the words side by side
    povrat -kartica        without a word
    povrat OR zamjena      either word; ILI, ИЛИ and | say the same
    naru*                  words that begin so; while typing, the last word is taken like this by itself

Nothing typed here is ever wrong: what makes no sense is read as plain words.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from pult.foundation.text import analyser, folding
from pult.foundation.text.stopwords import STOP_KEYS
from pult.foundation.text.vector import Weight

LONGEST_TEXT: Final = 1_000
MOST_UNITS: Final = 32
SHORTEST_PREFIX: Final = 3

_QUOTES: Final = '"“”„‟«»'
_UNIT: Final = re.compile(
    rf"(?P<minus>(?<!\S)[-−–])?(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)(?:[{_QUOTES}]|$)|(?P<bare>[^\s{_QUOTES}]+))"
)
_OR_WORDS: Final = frozenset({"OR", "ILI", "ИЛИ", "|", "||"})
_UNFINISHED_YAT: Final = re.compile(r"(?<=[bcdfghjklmnprstvz])i?je$")


@dataclass(frozen=True, slots=True)
class Word:
    """One key, and the beginnings that count as well while the word is unfinished."""

    key: str
    beginnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Keys side by side: quoted, or one word that is several to us, like an address."""

    keys: tuple[str, ...]
    is_quoted: bool = True


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of these."""

    choices: tuple[Word | Phrase, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not this."""

    unwanted: Word | Phrase


Term = Word | Phrase | Either | Without


@dataclass(frozen=True, slots=True)
class Query:
    """All of these terms. An empty query finds nothing. With `weight`, only in parts of a text that have it."""

    terms: tuple[Term, ...] = ()
    weight: Weight | None = None

    @property
    def is_empty(self) -> bool:
        return not self.terms

    @property
    def tsquery(self) -> str:
        """The query as PostgreSQL reads a tsquery; made of keys only, so nothing needs escaping."""
        return " & ".join(_print(term, self.weight or "") for term in self.terms)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """The beginnings of words that count, too."""
        words = (term.unwanted if isinstance(term, Without) else term for term in self.terms)
        parts = (part for word in words for part in (word.choices if isinstance(word, Either) else (word,)))
        return tuple(
            dict.fromkeys(start for part in parts if isinstance(part, Word) for start in part.beginnings)
        )

    def spelt_out(self, known: Iterable[str]) -> "Query":
        """The same query with every beginning replaced by the known keys that begin so."""
        keys = tuple(known)
        return Query(tuple(spelt for term in self.terms for spelt in _spelt_out(term, keys)))

    @property
    def wanted(self) -> tuple[Word | Phrase, ...]:
        """What should be found, without what should not: the parts worth highlighting."""
        found: list[Word | Phrase] = []
        for term in self.terms:
            match term:
                case Either(choices):
                    found.extend(choices)
                case Word() | Phrase():
                    found.append(term)
                case Without():
                    pass
                case _:
                    assert_never(term)
        return tuple(found)


def parse(text: str, *, is_typing: bool = False) -> Query:
    """Understand what was typed; with `is_typing` the last word may still be unfinished."""
    units = list(_units(text[:LONGEST_TEXT], is_typing=is_typing))[:MOST_UNITS]
    terms: list[Term] = []
    joined = False
    for unit in units:
        if unit is None:
            joined = bool(terms)
            continue
        terms.append(_either(terms.pop(), unit) if joined and _may_join(terms, unit) else unit)
        joined = False
    return Query(_without_stop_words(tuple(dict.fromkeys(terms))))


def _units(text: str, *, is_typing: bool) -> Iterator[Word | Phrase | Without | None]:
    """The pieces in order; None stands for "or"."""
    for match in _UNIT.finditer(text):
        bare, quoted = match["bare"], match["quoted"]
        if bare in _OR_WORDS and not match["minus"]:
            yield None
            continue
        unfinished = bare is not None and (bare.endswith("*") or (is_typing and match.end() == len(text)))
        unit = _unit(quoted) if bare is None else _unit(bare, is_quoted=False, is_unfinished=unfinished)
        if unit is not None:
            yield Without(unit) if match["minus"] else unit


def _unit(text: str, *, is_quoted: bool = True, is_unfinished: bool = False) -> Word | Phrase | None:
    tokens = list(analyser.tokens(text))
    if not tokens:
        return None
    if len(tokens) > 1:
        return Phrase(tuple(token.key for token in tokens), is_quoted)
    token = tokens[0]
    return Word(token.key, _beginnings(text[token.start : token.end]) if is_unfinished else ())


def _beginnings(word: str) -> tuple[str, ...]:
    """The folded beginning, also as it may be indexed if the word goes on like "mlije|ko"."""
    folded = folding.fold(word[: analyser.LONGEST_TOKEN])
    if len(folded) < SHORTEST_PREFIX:
        return ()
    ekavian = _UNFINISHED_YAT.sub("e", folded)
    return tuple(dict.fromkeys(part for part in (folded, ekavian) if len(part) >= SHORTEST_PREFIX))


def _may_join(terms: list[Term], unit: Word | Phrase | Without) -> bool:
    return bool(terms) and not isinstance(terms[-1], Without) and not isinstance(unit, Without)


def _either(left: Term, right: Word | Phrase | Without) -> Term:
    if isinstance(left, Without) or isinstance(right, Without):
        raise TypeError("An alternative is something wanted")
    choices = left.choices if isinstance(left, Either) else (left,)
    return Either((*choices, right))


def _spelt_out(term: Term, known: tuple[str, ...]) -> tuple[Term, ...]:
    match term:
        case Word(key, beginnings) if beginnings:
            return (Either(_words(key, beginnings, known)),)
        case Without(Word(key, beginnings)) if beginnings:
            return tuple(map(Without, _words(key, beginnings, known)))
        case Either(choices):
            spelt = (
                _words(choice.key, choice.beginnings, known) if isinstance(choice, Word) else (choice,)
                for choice in choices
            )
            return (Either(tuple(dict.fromkeys(part for parts in spelt for part in parts))),)
        case _:
            return (term,)


def _words(key: str, beginnings: tuple[str, ...], known: tuple[str, ...]) -> tuple[Word, ...]:
    """The key, and the known keys that begin so."""
    longer = (other for other in known if beginnings and other.startswith(beginnings))
    return tuple(Word(one) for one in dict.fromkeys((key, *longer)))


def _without_stop_words(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Drop frequent little words if anything is left; what only says what is unwanted finds nothing."""
    telling = tuple(term for term in terms if not _is_little(term))
    for kept in (telling, terms):
        if any(not isinstance(term, Without) for term in kept):
            return kept
    return ()


def _is_little(term: Term) -> bool:
    match term:
        case Word(key):
            return key in STOP_KEYS
        case Phrase(keys, is_quoted):
            return not is_quoted and STOP_KEYS.issuperset(keys)
        case _:
            return False


def _print(term: Term, weight: str) -> str:
    match term:
        case Word(key, beginnings):
            longer = (f"'{beginning}':*{weight}" for beginning in beginnings)
            return _group(" | ", [_key(key, weight), *longer])
        case Phrase(keys):
            return _group(" <-> ", [_key(key, weight) for key in keys])
        case Either(choices):
            return _group(" | ", [_print(choice, weight) for choice in choices])
        case Without(unwanted):
            return f"!{_print(unwanted, weight)}"
        case _:
            assert_never(term)


def _key(key: str, weight: str) -> str:
    return f"'{key}':{weight}" if weight else f"'{key}'"


def _group(joint: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({joint.join(parts)})"


def matcher(query: Query) -> Callable[[list[str]], list[bool]]:
    """A function that tells, for the keys of a text in order, which of them the query was looking for."""
    words = [part for part in query.wanted if isinstance(part, Word)]
    phrases = [list(part.keys) for part in query.wanted if isinstance(part, Phrase)]
    exact = {word.key for word in words}
    beginnings = tuple(beginning for word in words for beginning in word.beginnings)

    def hits(keys: list[str]) -> list[bool]:
        found = [key in exact for key in keys]
        if beginnings:
            found = [hit or key.startswith(beginnings) for hit, key in zip(found, keys, strict=True)]
        for phrase in phrases:
            length = len(phrase)
            for at in range(len(keys) - length + 1):
                if keys[at] == phrase[0] and keys[at : at + length] == phrase:
                    found[at : at + length] = [True] * length
        return found

    return hits

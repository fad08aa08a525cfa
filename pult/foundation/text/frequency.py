"""How many rows a query is likely to find, before it is asked: so that the faster of two ways can be taken.

"The newest twenty that match" can be answered by walking from the newest row until twenty match, or by
fetching all matches and sorting them. The first is fast for frequent words and hopeless for rare ones, the
second the other way round. PostgreSQL counts the most common keys of each column anyway; they are read here.
"""

import math
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, assert_never

from django.db import connections, models

from pult.foundation.text.codes import code
from pult.foundation.text.fields import CodesField
from pult.foundation.text.query import Either, Phrase, Query, Term, Without, Word

_REFRESHED_EVERY_SECONDS: Final = 600
# Of the texts that hold both words, about this many hold them side by side.
_SIDE_BY_SIDE: Final = 0.1

_MOST_COMMON: Final = """
    SELECT c.reltuples, s.most_common_elems::text::text[], s.most_common_elem_freqs
    FROM pg_class c
    LEFT JOIN pg_stats s
        ON s.schemaname = c.relnamespace::regnamespace::text AND s.tablename = c.relname AND s.attname = %s
    WHERE c.oid = to_regclass(%s)
"""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many rows a table has and which share of them holds a key, as of the last ANALYZE."""

    rows: float = 0
    shares: Mapping[str, float] = field(default_factory=dict)
    written: Callable[[str], str] = str  # how the column writes a key
    least: float = 0.0

    @property
    def rarest(self) -> float:
        """The share of a key that is too rare to be listed, at most."""
        return self.least or 1 / max(self.rows, 1)

    def share(self, query: Query) -> float:
        """The likely share of rows that match, as if words came independently of each other."""
        return math.prod(map(self._term, query.terms)) if query.terms else 0.0

    def most(self, query: Query) -> float:
        """The share of rows that match at most: words of a habitual phrase stand together more often than by chance."""
        return min(map(self._most, query.terms), default=0.0)

    def _most(self, term: Term) -> float:
        match term:
            case Phrase(keys):
                return min(self._word(key, ()) for key in keys)
            case Either(choices):
                return min(1.0, sum(map(self._most, choices)))
            case Without():
                return 1.0
            case _:
                return self._term(term)

    def is_frequent(self, query: Query, *, limit: int) -> bool:
        """True if walking from the newest row finds `limit` matches sooner than fetching all matches does."""
        return self.share(query) > math.sqrt(limit / max(self.rows, limit))

    def _term(self, term: Term) -> float:
        match term:
            case Word(key, beginnings):
                return self._word(key, beginnings)
            case Phrase(keys):
                shares = [self._word(key, ()) for key in keys]
                return math.prod(shares) * _SIDE_BY_SIDE if len(shares) > 1 else shares[0]
            case Either(choices):
                return min(1.0, sum(map(self._term, choices)))
            case Without(unwanted):
                return 1.0 - self._term(unwanted)
            case _:
                assert_never(term)

    def _word(self, key: str, beginnings: tuple[str, ...]) -> float:
        exact = self.shares.get(self.written(key), self.rarest)
        if not beginnings:
            return exact
        longer = sum(share for known, share in self.shares.items() if known.startswith(beginnings))
        return min(1.0, max(exact, longer))


class _Known:
    """What was last read about each column, by one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read: dict[tuple[str, str, str], tuple[float, Frequencies]] = {}

    def get(self, model: type[models.Model], column: str, using: str) -> Frequencies:
        place = (using, model._meta.db_table, column)
        now = time.monotonic()
        with self._lock:
            read_at, frequencies = self._read.get(place, (-math.inf, Frequencies()))
        if now - read_at > _REFRESHED_EVERY_SECONDS:
            frequencies = _read(model, column, using)
            with self._lock:
                self._read[place] = (now, frequencies)
        return frequencies

    def forget(self) -> None:
        with self._lock:
            self._read.clear()


_known = _Known()
forget = _known.forget


def frequencies(model: type[models.Model], column: str = "vector", *, using: str = "default") -> Frequencies:
    """What PostgreSQL knows of a column's keys; read again every ten minutes."""
    return _known.get(model, column, using)


def worth_a_look(
    query: Query, *, index: type[models.Model], among: int, wanted: int, column: str = "vector"
) -> bool:
    """True if the newest `among` rows may well hold all that is wanted, though chance alone says that they do not."""
    known = frequencies(index, column)
    return known.rows > among and known.most(query) * among >= wanted


def _read(model: type[models.Model], column: str, using: str) -> Frequencies:
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_MOST_COMMON, [column, connection.ops.quote_name(model._meta.db_table)])
        row = cursor.fetchone()
    if row is None:
        return Frequencies()
    rows, keys, shares = row
    numbered = isinstance(model._meta.get_field(column), CodesField)
    # The shares are followed by the least and the greatest of them, hence not strict.
    known = dict(zip(keys or (), shares or (), strict=False))
    return Frequencies(
        max(rows, 0), known, _number if numbered else str, least=min(known.values(), default=0.0)
    )


def _number(key: str) -> str:
    return str(code(key))

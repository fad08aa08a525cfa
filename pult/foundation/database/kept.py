"""Questions that every page asks: written with the ORM, compiled once, then asked again with other values.

Compiling a query costs more than answering it from an index. A kept question is built once for each of its forms
with marks in place of the values; everything else becomes part of the text, so that PostgreSQL can keep its plan too.
"""

import re
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models.expressions import RawSQL
from psycopg import sql

R = TypeVar("R")
Value = int | str | datetime | list[int]
Build = Callable[[Mapping[str, Any]], "models.QuerySet[Any] | tuple[str, list[Any]]"]

_FIRST_NUMBER = 7_000_000_000_000_000
_FAR_AHEAD = datetime(3000, 1, 1, tzinfo=UTC)
# Marks of moments lie so far apart that "10000 days before the mark" is still told from another mark.
_APART = timedelta(days=25_000)


class Slots(dict[str, Any]):
    """The marks of a question that is being built, made when they are asked for, of the kind of the value."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        super().__init__()
        for place, (name, value) in enumerate(values.items()):
            moment, number = _FAR_AHEAD + place * _APART, _FIRST_NUMBER + place
            marks = {datetime: moment, list: [number], str: str(number)}
            self[name] = marks.get(type(value), number)


class Text:
    """One compiled form: its SQL, and which value stands at each place, moments with their distance from it."""

    def __init__(self, statement: str, places: list[tuple[str, timedelta | None]]) -> None:
        self.statement = statement
        self.places = places

    def values(self, values: Mapping[str, Any]) -> list[Any]:
        """The values in the order of their places."""
        return [
            values[name] if distance is None else values[name] + distance for name, distance in self.places
        ]


class Kept(Generic[R]):
    """Questions of one kind. `row` makes of a row what is answered."""

    def __init__(self, row: Callable[[Iterable[Any]], R]) -> None:
        self.row = row
        self.texts: dict[Any, Text] = {}

    def ask(self, form: Any, build: Build, values: Mapping[str, Value]) -> list[R]:
        """The rows of this form of the question for these values. `build` is called for a new form only."""
        text = self.texts.get(form)
        if text is None:
            text = self.texts[form] = _text_of(build, values)
        return [self.row(row) for row in run(text.statement, text.values(values))]


def named(*columns: str) -> Callable[[Iterable[Any]], Any]:
    """Rows whose values have the names of their columns."""
    row: Any = namedtuple("Row", columns)  # type: ignore[misc]  # noqa: PYI024 - whoever asks says the types
    made: Callable[[Iterable[Any]], Any] = row._make
    return made


def run(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """Ask with the values beside the text; the plan is kept where no pooler stands between."""
    with _cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _cursor() -> Any:
    connection.ensure_connection()
    if connection.queries_logged:
        # Who listens to the statements wants to read them with their values.
        return connection.cursor()
    bare: Any = ServerBindingCursor
    return connection.make_cursor(bare(connection.connection))


def _text_of(build: Build, values: Mapping[str, Value]) -> Text:
    slots = Slots(values)
    built = build(slots)
    statement, params = built if isinstance(built, tuple) else built.query.sql_with_params()
    return text(statement, params, slots)


def text(statement: str, params: Iterable[Any], slots: Mapping[str, Any]) -> Text:
    """SQL in which only the marked values are left open."""
    left, places = iter(params), []
    connection.ensure_connection()

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        param = next(left)
        marked = _marked(param, slots)
        if marked is None:
            return str(sql.Literal(param).as_string(connection.connection)).replace("%", "%%")
        places.append(marked)
        return "%s"

    return Text(re.sub("%[%s]", place, statement), places)


def _marked(param: Any, slots: Mapping[str, Any]) -> tuple[str, timedelta | None] | None:
    """Which value belongs here, if one does."""
    for name, mark in slots.items():
        if isinstance(param, datetime) and isinstance(mark, datetime):
            if abs(param - mark) < _APART / 2:
                return name, param - mark
        elif isinstance(param, int | str | list) and param == mark:
            return name, None
    return None


def counts_of(questions: Iterable["models.QuerySet[Any]"]) -> tuple[str, list[Any]]:
    """One statement that tells how many rows each of these questions has."""
    asked = [question.query.sql_with_params() for question in questions]
    parts = ", ".join(f"(SELECT count(*) FROM ({statement}) AS counted)" for statement, _values in asked)  # noqa: S608 - Django's own SQL
    return f"SELECT {parts}", [value for _statement, values in asked for value in values]


def one_of(keys: list[int]) -> RawSQL:
    """These keys as one value: `filter(pk__in=one_of(slots["keys"]))`."""
    return RawSQL("SELECT unnest(%s::bigint[])", [keys])

"""Columns that hold what a text can be found by, and the question to ask of them.

Short texts that are found while one types, such as names, are kept as a tsvector:

    class Customer(models.Model):
        vector = TsVectorField()

        class Meta:
            indexes = [GinIndex(fields=["vector"], name="customer_vector")]

    Customer.objects.filter(vector__matches=query.parse(text))

Long texts, of which there are many, are kept as numbers, in a third of the space:

    class MessageIndex(models.Model):
        codes = CodesField()
        analyser = models.IntegerField()  # codes.VERSION

    MessageIndex.objects.filter(holding(query.parse(text)))

The migration that creates such a column also sets its statistics: `set_statistics("app_messageindex")`.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, assert_never

from django.core.exceptions import EmptyResultSet
from django.db import migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from pult.foundation.text.codes import TITLE_END, code
from pult.foundation.text.query import Either, Phrase, Query, Term, Without, Word

# With fewer, the planner knows too few keys by their frequency and takes rare words for common ones.
STATISTICS: Final = 2_000


if TYPE_CHECKING:
    _TextField = models.Field[str, str]
    _CodesField = models.Field[list[int], list[int]]
    _Lookup = models.Lookup[Any]
else:  # the classes themselves take no parameters
    _TextField = models.Field
    _CodesField = models.Field
    _Lookup = models.Lookup


class TsVectorField(_TextField):
    """A tsvector written by `vector()` and never shown; PostgreSQL's own parsers take no part."""

    description = "Keys of a text with their places"
    empty_strings_allowed = True

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: ARG002
        return "tsvector"

    def get_placeholder(self, *_: object) -> str:
        return "%s::tsvector"

    def get_prep_value(self, value: object) -> str | None:
        return None if value is None else str(value)


@dataclass(frozen=True)
class Printed:
    """A query as it was printed, or the mark of one in a question that is kept."""

    tsquery: str
    is_empty: bool = False


@TsVectorField.register_lookup
class Matches(_Lookup):
    """True where the text answers a query; an empty query is answered by nothing."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_prep_lookup(self) -> "Query | Printed":
        if not isinstance(self.rhs, Query | Printed):
            raise TypeError("`matches` takes a Query: parse what was typed first")
        return self.rhs

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        asked = self.get_prep_lookup()
        if asked.is_empty:
            raise EmptyResultSet
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", (*parameters, asked.tsquery)


class CodesField(_CodesField):
    """Keys in their places as numbers, written by `codes()` and never shown."""

    description = "Keys of a text in their places, as numbers"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: ARG002
        return "integer[]"


class _Holds(_Lookup):
    prepare_rhs = False
    sign: str

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} {self.sign} %s::integer[]", (*parameters, self.rhs)


@CodesField.register_lookup
class HoldsAll(_Holds):
    """True where every one of these numbers stands."""

    lookup_name = "all"
    sign = "@>"


@CodesField.register_lookup
class HoldsAny(_Holds):
    """True where at least one of these numbers stands."""

    lookup_name = "any"
    sign = "&&"


class Title(models.Func):
    """The numbers of the title, as far as a text has one."""

    template = f"(%(expressions)s)[:array_position(%(expressions)s, {code(TITLE_END)})]"
    output_field = CodesField()


class SideBySide(models.Func):
    """True where these numbers stand one after the other; asked of rows that hold them all."""

    template = "strpos(',' || array_to_string(%(expressions)s) > 0"
    arg_joiner = ", ',') || ',', "
    output_field = models.BooleanField()

    def __init__(self, *parts: Any) -> None:
        column, numbers = parts
        sought = models.Value(f",{','.join(map(str, numbers))},") if isinstance(numbers, list) else numbers
        super().__init__(column, sought)


def holding(asked: Query, column: str = "codes") -> models.Q:
    """The condition that a text answers a query with no open beginnings; an empty query is answered by nothing."""
    if asked.is_empty:
        return models.Q(pk__in=[])
    condition = models.Q()
    if plain := plain_codes(asked):
        condition &= models.Q(**{f"{column}__all": plain})
    for term in asked.terms:
        if not isinstance(term, Word):
            condition &= _holds(term, column)
    return condition


def plain_codes(asked: Query) -> list[int]:
    """The numbers of the single words that must all stand in a text."""
    return sorted({code(term.key) for term in asked.terms if isinstance(term, Word)})


def _holds(term: Term, column: str) -> models.Q:
    match term:
        case Word(key):
            return models.Q(**{f"{column}__all": [code(key)]})
        case Phrase(keys):
            numbers = [code(key) for key in keys]
            held = models.Q(**{f"{column}__all": sorted(set(numbers))})
            return held & models.Q(SideBySide(models.F(column), numbers)) if len(numbers) > 1 else held
        case Either(choices):
            words = [code(choice.key) for choice in choices if isinstance(choice, Word)]
            held = models.Q(**{f"{column}__any": words}) if words else models.Q()
            for choice in choices:
                if isinstance(choice, Phrase):
                    held |= _holds(choice, column)
            return held
        case Without(unwanted):
            return ~_holds(unwanted, column)
        case _:
            assert_never(term)


class Looked(models.Func):
    """A lookup that is tried row by row, though an index could answer it: for a look at the newest rows only."""

    template = "(%(expressions)s) IS TRUE"
    output_field = models.BooleanField()


def set_statistics(table: str, column: str = "vector", *, target: int = STATISTICS) -> migrations.RunSQL:
    """The migration step that has PostgreSQL count this many of the column's most common keys."""
    alter = f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS '
    return migrations.RunSQL(f"{alter}{target:d}", reverse_sql=f"{alter}-1")

"""A column that holds what a text can be found by, and the question to ask of it.

    class MessageIndex(models.Model):
        vector = TsVectorField()
        analyser = models.CharField(max_length=12)  # ANALYZER_VERSION

        class Meta:
            indexes = [GinIndex(fields=["vector"], name="message_index_vector")]

    MessageIndex.objects.filter(vector__matches=query.parse(text))

The migration that creates such a column also sets its statistics: `set_statistics("app_messageindex")`.
"""

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from pult.foundation.text.query import Query

# With fewer, the planner knows too few keys by their frequency and takes rare words for common ones.
STATISTICS: Final = 2_000


if TYPE_CHECKING:
    _TextField = models.Field[str, str]
    _Lookup = models.Lookup[Any]
else:  # the classes themselves take no parameters
    _TextField = models.Field
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


@TsVectorField.register_lookup
class Matches(_Lookup):
    """True where the text answers a query; an empty query is answered by nothing."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_prep_lookup(self) -> Query:
        if not isinstance(self.rhs, Query):
            raise TypeError("`matches` takes a Query: parse what was typed first")
        return self.rhs

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        asked: Query = self.get_prep_lookup()
        if asked.is_empty:
            raise EmptyResultSet
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", (*parameters, asked.tsquery)


class Looked(models.Func):
    """A lookup that is tried row by row, though an index could answer it: for a look at the newest rows only."""

    template = "(%(expressions)s) IS TRUE"
    output_field = models.BooleanField()


def set_statistics(table: str, column: str = "vector", *, target: int = STATISTICS) -> migrations.RunSQL:
    """The migration step that has PostgreSQL count this many of the column's most common keys."""
    alter = f'ALTER TABLE "{table}" ALTER COLUMN "{column}" SET STATISTICS '
    return migrations.RunSQL(f"{alter}{target:d}", reverse_sql=f"{alter}-1")

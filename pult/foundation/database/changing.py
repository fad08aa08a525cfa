"""Changing a row and reading it back in one statement."""

from typing import Any

from django.db import connection, models
from django.db.models.expressions import Col
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLUpdateCompiler


def change(instance: models.Model, rows: "models.QuerySet[Any]", **values: Any) -> bool:
    """Change the instance's row, if `rows` still holds it, and show the instance all that the row says now.

    One `UPDATE … RETURNING` instead of an update and a fetch, so that the answer is of the same moment as the change.
    """
    fields = instance._meta.concrete_fields
    compiler = _compiler(rows.filter(pk=instance.pk), values)
    statement, params = compiler.as_sql()
    columns = ", ".join(f"{compiler.quote_name_unless_alias(field.column or '')}" for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} RETURNING {columns}", params)
        found = cursor.fetchone()
    if found is None:
        return False
    converters = compiler.get_converters([Col(instance._meta.db_table, field) for field in fields])
    (row,) = compiler.apply_converters([found], converters)
    for field, value in zip(fields, row, strict=True):
        _show(instance, field, value)
    return True


def _compiler(rows: "models.QuerySet[Any]", values: dict[str, Any]) -> SQLUpdateCompiler:
    query: UpdateQuery = rows.query.chain(UpdateQuery)  # type: ignore[assignment]
    query.add_update_values(values)
    compiler = query.get_compiler(connection=connection)
    assert isinstance(compiler, SQLUpdateCompiler)
    return compiler


def _show(instance: models.Model, field: "models.Field[Any, Any]", value: Any) -> None:
    """As refresh_from_db does: what was fetched along a key that has changed is forgotten."""
    if (
        isinstance(field, models.ForeignKey)
        and field.is_cached(instance)
        and getattr(instance, field.attname) != value
    ):
        field.delete_cached_value(instance)
    setattr(instance, field.attname, value)

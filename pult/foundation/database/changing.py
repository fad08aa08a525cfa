"""Changing a row and reading it back in one statement."""

from functools import cache
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
    show(instance, found)
    return True


def show(instance: models.Model, found: tuple[Any, ...]) -> None:
    """Let the instance say all that its row says; `found` are its columns, in the order of the model's fields."""
    fields = instance._meta.concrete_fields
    for field, value in zip(fields, _converted(type(instance), found), strict=True):
        _show(instance, field, value)


def _converted(model: type[models.Model], found: tuple[Any, ...]) -> Any:
    converters, compiler = _converters(model)
    (row,) = compiler.apply_converters([found], converters)
    return row


@cache
def _converters(model: type[models.Model]) -> tuple[Any, Any]:
    compiler: Any = model._base_manager.all().query.get_compiler("default")
    fields = model._meta.concrete_fields
    return compiler.get_converters([Col(model._meta.db_table, field) for field in fields]), compiler


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

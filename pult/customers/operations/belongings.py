"""Everything that points at a customer: found by looking, so that nothing new is forgotten when two become one."""

from dataclasses import dataclass

from django.db import connection

from pult.customers.models import Customer, CustomerMerge

# These stay: ways into the portal are nobody else’s, what was found out about two records ends with them, and what
# another system has said of one of them is asked again.
STAYING = frozenset(
    {
        "customers.Access.customer",
        "customers.Alike.customer",
        "customers.Customer.merged_into",
        # Who sees them: a merge that would carry it further is refused.
        "customers.Customer_insiders.customer",
        "customers.CustomerMerge.source",
        "customers.CustomerMerge.target",
        "customers.MailedKey.customer",
        "customers.Pair.first",
        "customers.Pair.second",
        "panels.Answer.customer",
        "portal.Export.customer",
    }
)


@dataclass(frozen=True)
class Belonging:
    """A column that names a customer, in a table whose rows move with them."""

    what: str
    table: str
    key: str
    column: str


def belongings() -> list[Belonging]:
    """Every kind of row that goes along with a customer."""
    found = []
    for field in Customer._meta.get_fields(include_hidden=True):
        if field.concrete or not field.auto_created:
            continue
        model, column = field.related_model, field.field  # type: ignore[union-attr]
        what = f"{model._meta.label}.{column.name}"  # type: ignore[union-attr]
        if what not in STAYING:
            table, key = model._meta.db_table, str(model._meta.pk.column)  # type: ignore[union-attr]
            found.append(Belonging(what, table, key, str(column.column)))
    return sorted(found, key=lambda one: one.what)


# The names in braces are those of our own tables and columns.
MOVE = """
WITH chosen AS (
    SELECT {key} AS found FROM {table} WHERE {column} = %s LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
), gone AS (
    UPDATE {table} SET {column} = %s FROM chosen WHERE {table}.{key} = chosen.found RETURNING {table}.{key} AS found
)
INSERT INTO customers_moved (merge_id, what, "row") SELECT %s, %s, found FROM gone
"""
GIVE_BACK = """
WITH chosen AS (
    SELECT {table}.{key} AS found FROM customers_moved moved JOIN {table} ON {table}.{key} = moved."row"
    WHERE moved.merge_id = %s AND moved.what = %s AND {table}.{column} = %s
    LIMIT %s FOR NO KEY UPDATE OF {table} SKIP LOCKED
), back AS (
    UPDATE {table} SET {column} = %s FROM chosen WHERE {table}.{key} = chosen.found RETURNING {table}.{key} AS found
)
DELETE FROM customers_moved moved USING back
WHERE moved.merge_id = %s AND moved.what = %s AND moved."row" = back.found
"""
LEFT = "SELECT EXISTS (SELECT FROM {table} WHERE {column} = %s)"
OWED = """
SELECT EXISTS (
    SELECT FROM customers_moved moved JOIN {table} ON {table}.{key} = moved."row"
    WHERE moved.merge_id = %s AND moved.what = %s AND {table}.{column} = %s
)
"""


def move_some(belonging: Belonging, merge: CustomerMerge, most: int) -> int:
    """Give the next rows to the other customer and note which; rows that somebody holds are left for later."""
    return _run(MOVE, belonging, [merge.source_id, most, merge.target_id, merge.pk, belonging.what])


def give_some_back(belonging: Belonging, merge: CustomerMerge, most: int) -> int:
    """Give the next of the noted rows back, where they still are the other customer's."""
    which: list[int | str] = [merge.pk, belonging.what]
    return _run(GIVE_BACK, belonging, [*which, merge.target_id, most, merge.source_id, *which])


def is_left(belonging: Belonging, merge: CustomerMerge) -> bool:
    """Whether anything still belongs to the one who was merged."""
    return _any(LEFT, belonging, [merge.source_id])


def is_owed(belonging: Belonging, merge: CustomerMerge) -> bool:
    """Whether anything that moved is still the other customer's."""
    return _any(OWED, belonging, [merge.pk, belonging.what, merge.target_id])


def _run(statement: str, belonging: Belonging, values: list[int | str]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_named(statement, belonging), values)
        return int(cursor.rowcount)


def _any(statement: str, belonging: Belonging, values: list[int | str]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_named(statement, belonging), values)
        return bool(cursor.fetchone()[0])


def _named(statement: str, belonging: Belonging) -> str:
    quote = connection.ops.quote_name
    return statement.format(
        table=quote(belonging.table), key=quote(belonging.key), column=quote(belonging.column)
    )

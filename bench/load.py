"""Loading the data set into an empty Pult, in bulk, with everything that Pult itself would have kept.

Run as `python -m bench.load DS_SQLITE CONVERSATIONS`, with PULT_DATA naming the installation.
"""

import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pult.config.settings")

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from pult.foundation.text.codes import VERSION, codes, keys_of  # noqa: E402
from pult.foundation.text.query import SHORTEST_PREFIX  # noqa: E402
from pult.foundation.text.vector import Section, Weight, vector  # noqa: E402

STATUS = {0: "open", 1: "pending", 2: "closed"}
PRIORITY = {1: "low", 2: "normal", 3: "high", 4: "urgent"}
KIND = {0: "customer", 1: "reply", 2: "note"}
ANALYSED_AT_ONCE = 5_000
BATCHES_AT_ONCE = 20
PUT_OFF_ABOVE = 200_000


def moment(seconds: int) -> datetime:
    """A moment of the data set."""
    return datetime.fromtimestamp(seconds, UTC)


def copy(table: str, columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """COPY rows into a table, with the model's own word for what they leave out, and set its sequence behind them."""
    left_out = defaults(table, columns)
    constant = tuple(left_out.values())
    with connection.cursor() as cursor:
        names = ", ".join(f'"{name}"' for name in [*columns, *left_out])
        with cursor.cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as sink:
            for row in rows:
                sink.write_row((*row, *constant))
        if columns[0] == "id":
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 1) FROM {table}))"
            )


def defaults(table: str, columns: list[str]) -> dict[str, Any]:
    """The columns that a new row would have filled in by itself."""
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    return {
        str(field.column): field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.column not in columns and not field.null and field.has_default()
    }


def people(source: sqlite3.Connection) -> None:
    """Agents as members of ten departments; the first eight are supervisors, who see every department."""
    from pult.accounts.operations import create_person
    from pult.foundation.actors import SYSTEM
    from pult.foundation.rights import BuiltIn
    from pult.inboxes.operations import open_inbox
    from pult.workforce.operations import join, open_department

    departments = [open_department(f"Department {number}", by=SYSTEM) for number in range(1, 11)]
    for number, department in enumerate(departments, 1):
        open_inbox(f"Inbox {number}", address=f"in{number}@desk.test", department=department, by=SYSTEM)
    for key, name, email in source.execute("SELECT id, name, email FROM agent ORDER BY id"):
        role = BuiltIn.SUPERVISOR if key <= 8 else BuiltIn.AGENT
        person = create_person(name=name, email=email, roles=[role], by=SYSTEM)
        join(person, by=SYSTEM, departments=[departments[key % 10]], capacity=500)


def customers(source: sqlite3.Connection) -> None:
    """Customers with one address each."""
    rows = source.execute("SELECT id, name, email FROM customer").fetchall()
    now = datetime.now(UTC)
    columns = ["id", "name", "language", "note", "created_at", "vector"]
    found_by = (
        (key, name, "", "", now, vector(Section(name, Weight.TITLE), Section(mail)))
        for key, name, mail in rows
    )
    copy("customers_customer", columns, found_by)
    identities = ((key, key, "email", mail) for key, _name, mail in rows)
    copy("customers_identity", ["id", "customer_id", "kind", "value"], identities)


def conversations(source: sqlite3.Connection, count: int) -> Iterator[tuple[Any, ...]]:
    """Conversations with the columns that Pult keeps for its lists."""
    said = source.execute(
        "SELECT ticket, id, kind, created, substr(body, 1, 240) FROM message WHERE ticket <= ? ORDER BY ticket, seq",
        [count],
    )
    tickets = source.execute(
        "SELECT id, customer, dept, agent, status, prio, created, updated, subject FROM ticket"
        " WHERE id <= ? ORDER BY id",
        [count],
    )
    for ticket, (_key, messages) in zip(tickets, groupby(said, key=itemgetter(0)), strict=True):
        yield conversation(ticket, list(messages))


def conversation(ticket: tuple[Any, ...], messages: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """One row."""
    key, customer, department, agent, status, priority, created, updated, subject = ticket
    public = [message for message in messages if message[2] != 2]
    replies = [message for message in public if message[2] == 1]
    from_customer = [message for message in public if message[2] == 0]
    last = public[-1]
    waits = STATUS[status] != "closed" and last[2] == 0
    ended = moment(updated) if STATUS[status] == "closed" else None
    return (
        key, subject[:250], STATUS[status], PRIORITY[priority], "email", department, department, agent or None,
        customer,
        "", "{}", False, moment(created), moment(updated), moment(last[3]) if waits else None,
        moment(replies[0][3]) if replies else None, ended, ended, " ".join(last[4].split())[:200], KIND[last[2]],
        last[1], from_customer[-1][1], len(public), len(messages), "",
    )  # fmt: skip


CONVERSATION = [
    "id", "subject", "status", "priority", "channel", "inbox_id", "department_id", "assignee_id", "customer_id",
    "language", "tags", "is_synthetic", "opened_at", "activity_at", "waiting_since",
    "first_reply_at", "solved_at", "closed_at", "preview", "last_kind",
    "last_message_id", "last_customer_message_id", "message_count", "version", "due_target",
]  # fmt: skip
MESSAGE = [
    "id", "conversation_id", "kind", "at", "author_id", "customer_id", "author_name", "text", "html",
    "quoted_text", "quoted_html", "envelope", "external_id", "delivery", "delivery_detail",
]  # fmt: skip


def messages(source: sqlite3.Connection, count: int) -> Iterator[tuple[Any, ...]]:
    """Messages, each with its author's name."""
    names = {kind: dict(source.execute(f"SELECT id, name FROM {kind}")) for kind in ("customer", "agent")}
    rows = source.execute(
        "SELECT id, ticket, kind, author, created, body FROM message WHERE ticket <= ?", [count]
    )
    for key, ticket, kind, author, created, body in rows:
        own = kind == 0
        name = names["customer" if own else "agent"][author]
        yield (
            key, ticket, KIND[kind], moment(created), None if own else author, author if own else None, name, body, "",
            "", "", "{}", f"<{key}@desk.test>", "" if own or kind == 2 else "sent", "",
        )  # fmt: skip


def analysed(
    batch: list[tuple[int, int, str, str]],
) -> tuple[list[tuple[int, int, list[int], int]], set[str]]:
    """What each message is found by, and all words of them."""
    found, said = [], set[str]()
    for key, ticket, subject, body in batch:
        keys = keys_of(body, title=subject)
        found.append((key, ticket, codes(keys), VERSION))
        said.update(keys)
    return found, said


def index(source: sqlite3.Connection, count: int) -> None:
    """The search index, made by as many processes as there are cores."""
    rows = source.execute(
        "SELECT m.id, m.ticket, CASE WHEN m.seq = 0 THEN t.subject ELSE '' END, m.body"
        " FROM message m JOIN ticket t ON t.id = m.ticket WHERE m.ticket <= ? ORDER BY m.id",
        [count],
    )
    batches = iter(lambda: rows.fetchmany(ANALYSED_AT_ONCE), [])
    said = set[str]()

    def done() -> Iterator[tuple[int, int, list[int], int]]:
        # Not all at once: a million conversations would not fit into the memory.
        for some in iter(lambda: list(islice(batches, BATCHES_AT_ONCE)), []):
            for rows, words in pool.map(analysed, some):
                said.update(words)
                yield from rows

    with ProcessPoolExecutor(os.cpu_count()) as pool, put_off("message_index_codes", count > PUT_OFF_ABOVE):
        copy("conversations_messageindex", ["message_id", "conversation_id", "codes", "analyser"], done())
    copy(
        "conversations_knownword",
        ["word"],
        ((word,) for word in sorted(said) if len(word) >= SHORTEST_PREFIX),
    )


@contextmanager
def put_off(name: str, is_needed: bool) -> Iterator[None]:
    """Make an index only when its table is full, where row by row would take hours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
        ((definition,),) = cursor.fetchall()
        if is_needed:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    if is_needed:
        with connection.cursor() as cursor:
            # What keys refer to is looked up now, or the table counts as in use until the end.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL maintenance_work_mem = '1GB'")
            cursor.execute(definition)


def facts() -> None:
    """What would have been measured: first replies and solutions in the order of time, folded into days."""
    from pult.metrics import operations

    record = """
        INSERT INTO metrics_fact (metric, key, version, at, value, business, weight, department_id, member_id,
                                  inbox_id, channel, subject)
        SELECT %s, id::text, 1, {at}, extract(epoch FROM {at} - opened_at),
               extract(epoch FROM {at} - opened_at) / 3, 1, department_id, assignee_id, inbox_id, channel,
               'conversation:' || id
        FROM conversations_conversation WHERE {at} IS NOT NULL ORDER BY {at}
    """
    with connection.cursor() as cursor:
        for metric, column in (
            ("conversations.first_response", "first_reply_at"),
            ("conversations.resolution", "solved_at"),
        ):
            cursor.execute(record.format(at=column), [metric])
        cursor.execute("INSERT INTO metrics_unfolded (fact_id) SELECT id FROM metrics_fact")
    operations.fold()


def session() -> str:
    """A signed-in session of the first supervisor; its key goes to the client."""
    from bench.sessions import session_of
    from pult.accounts.models import Person

    return session_of(Person.objects.order_by("pk")[0])


def token() -> str:
    """A token of the same person for the API."""
    from pult.accounts.models import Person
    from pult.accounts.operations import issue_token
    from pult.accounts.types import Scope

    person = Person.objects.order_by("pk")[0]
    return issue_token(person, by=person.actor, name="bench", scopes=[Scope.READ, Scope.WRITE])[1]


def deep(rows: int) -> str:
    """The cursor of a page that many rows down the list of what is solved."""
    from pult.conversations.models import Conversation
    from pult.foundation.web import keyset_page

    solved = Conversation.objects.filter(status__in=["solved", "closed"])
    pages = keyset_page(solved, ["-activity_at", "-pk"], size=rows)
    return pages.after or ""


PARTICIPANTS = """
    INSERT INTO conversations_participant (conversation_id, kind, value, name)
    SELECT c.id, i.kind, i.value, '' FROM conversations_conversation c
    JOIN customers_identity i ON i.customer_id = c.customer_id
"""


def main() -> None:
    """Load, then let PostgreSQL take stock."""
    path, count = sys.argv[1], int(sys.argv[2])
    source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with transaction.atomic():
        people(source)
        customers(source)
        copy("conversations_conversation", CONVERSATION, conversations(source, count))
        copy("conversations_message", MESSAGE, messages(source, count))
        with connection.cursor() as cursor:
            cursor.execute(PARTICIPANTS)
        index(source, count)
        facts()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"session={session()}\ntoken={token()}\ndeep={deep(min(50_000, count // 2))}")


if __name__ == "__main__":
    main()

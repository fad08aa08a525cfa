"""What happened to the cast before a story begins is played once in a run; then its rows are put back as they were."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, TypeVar, cast

from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from pult.foundation.files.models import StoredFile
from tests.cast import Kettle
from tests.snapshot import FACTS, LEFT_OUT, counts, is_superuser, put_back, rows_of, tables

# Whatever this transaction has written, whether the number of rows has changed or not.
WRITTEN = """
    SELECT relid::regclass::text, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
    WHERE schemaname = 'public' AND relname <> ALL(%s)
"""

Made = TypeVar("Made")
Play = TypeVar("Play", bound=Callable[..., Any])


@dataclass
class Scene(Generic[Made]):
    """Who it happened to, what was there before and after, who they are now, which letters and files there are."""

    whose: tuple[int, int]
    before: dict[str, int]
    rows: dict[str, bytes]
    after: tuple[Kettle, Made]
    letters: list[Any]
    files: dict[str, bytes]

    @classmethod
    def play(cls, make: Callable[[Kettle], Made], kettle: Kettle) -> "tuple[Scene[Made], Made]":
        """Let it happen, and remember."""
        whose, there, written, letters = _whose(kettle), counts(tables()), _written(), len(mail.outbox)
        made = make(kettle)
        touched = [table for table, number in _written().items() if number != written.get(table, 0)]
        before = {table: there[table] for table in {FACTS, *touched}}
        rows = {table: rows_of(table) for table in touched}
        return cls(whose, before, rows, deepcopy((kettle, made)), mail.outbox[letters:], _files(rows)), made

    def fits(self, kettle: Kettle) -> bool:
        """Whether they are the same people, to whom nothing else has happened."""
        return self.whose == _whose(kettle) and counts(self.before) == self.before

    def replay(self, kettle: Kettle) -> Made:
        """The same rows again, and the same people after them."""
        full = [table for table, number in self.before.items() if number and table in self.rows]
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in full:
                cursor.execute(f"DELETE FROM {table}")
        put_back(self.rows)
        kept, made = self.after
        copies: dict[int, Any] = {}
        vars(kettle).update(vars(deepcopy(kept, copies)))
        copies[id(kept)] = kettle
        mail.outbox.extend(deepcopy(self.letters))
        for path, content in self.files.items():
            if not default_storage.exists(path):  # another story has thrown it away
                default_storage.save(path, ContentFile(content))
        return deepcopy(made, copies)


def scene(make: Play) -> Play:
    """Play this once for a cast to whom nothing has happened yet; whoever wants it otherwise has it played anew."""
    played: list[Scene[Any]] = []

    @wraps(make)
    def take(kettle: Kettle, *args: Any, **more: Any) -> Any:
        usual = not args and not more and connection.in_atomic_block and is_superuser()
        if not usual or counts([FACTS])[FACTS] != kettle.facts:
            return make(kettle, *args, **more)
        for one in played:
            if one.fits(kettle):
                return one.replay(kettle)
        new, made = Scene.play(lambda kettle: make(kettle, *args, **more), kettle)
        played.append(new)
        return made

    return cast("Play", take)


def _files(rows: dict[str, bytes]) -> dict[str, bytes]:
    if StoredFile._meta.db_table not in rows:
        return {}
    found = {}
    for file in StoredFile.objects.all():
        with default_storage.open(file.path) as content:
            found[file.path] = content.read()
    return found


def _whose(kettle: Kettle) -> tuple[int, int]:
    return kettle.inbox.pk, kettle.letters


def _written() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [LEFT_OUT])
        return dict(cursor.fetchall())

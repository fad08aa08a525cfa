"""Who is who in the other desk: kept beside the memory, for there may be a million of them."""

import json
import sqlite3
import tempfile
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from pult.gateways.desks.records import PersonRecord


class Directory:
    """People by their foreign key, in a file that is gone when the import ends."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="pult-import-")
        self._base = sqlite3.connect(Path(self._folder.name) / "people")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("CREATE TABLE person (key TEXT PRIMARY KEY, said TEXT) WITHOUT ROWID")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._folder.cleanup()

    def note(self, person: PersonRecord) -> None:
        """Know somebody from now on; who comes again is known as last said."""
        self._base.execute(
            "INSERT OR REPLACE INTO person VALUES (?, ?)", (person.key, json.dumps(asdict(person)))
        )

    def who(self, key: str) -> PersonRecord | None:
        """The person with this key, if the other desk still knows them."""
        row = self._base.execute("SELECT said FROM person WHERE key = ?", (key,)).fetchone() if key else None
        return PersonRecord(**json.loads(row[0])) if row else None

"""Dumps that `mysqldump --xml --hex-blob` writes: their rows, kept beside the memory so that they can be asked.

Only the tables and columns that are wanted are kept. The prefix that an installation gave its tables does not matter.
"""

import re
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from lxml import etree

from pult.gateways.desks.records import Unreadable
from pult.gateways.desks.types import Reason

Tables = Mapping[str, Sequence[str]]
Row = sqlite3.Row
HEX = re.compile(r"(?:0x)?([0-9A-Fa-f]*)\Z")


class Dump:
    """The wanted tables of a dump, until the import ends."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.problems: list[Unreadable] = []
        self._folder = tempfile.TemporaryDirectory(prefix="pult-import-")
        self._base = sqlite3.connect(Path(self._folder.name) / "dump")
        self._base.row_factory = sqlite3.Row
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("PRAGMA journal_mode = OFF")
        for table, columns in tables.items():
            self._base.execute(f"CREATE TABLE {table} ({', '.join(columns)})")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._folder.cleanup()

    def load(self, path: Path) -> None:
        """Take the rows of one dump in. What comes after a damaged place is lost, and that is said."""
        walk = etree.iterparse(
            str(path), events=("start", "end"), tag=("table_data", "row"), huge_tree=True,
            resolve_entities=False, no_network=True, recover=True,
        )  # fmt: skip
        problems: list[str] = []
        try:
            self._take(walk)
        except etree.XMLSyntaxError as error:
            problems.append(str(error))
        problems += [f"line {one.line}: {one.message}" for one in list(walk.error_log)[:20]]
        self._index()
        if not any(self.ask(f"SELECT 1 FROM {name} LIMIT 1") for name in self.tables):  # noqa: S608 - names of ours
            problems.append("no table that is known")
        self.problems += [
            Unreadable(Reason.UNREADABLE, f"{path.name} {number}", said[:200])
            for number, said in enumerate(problems, 1)
        ]

    def _take(self, walk: Any) -> None:
        prefix = re.compile(rf"(?:[A-Za-z0-9]+_)?({'|'.join(map(re.escape, self.tables))})\Z")
        table = ""
        for event, element in walk:
            if event == "start":
                found = prefix.match(element.get("name") or "") if element.tag == "table_data" else None
                table = found[1] if found else table if element.tag == "row" else ""
                continue
            if element.tag == "row" and table:
                self._keep(table, element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    def _index(self) -> None:
        for name, columns in self.tables.items():
            for column in columns:
                if column == "id" or column.endswith("_id"):
                    self._base.execute(f"CREATE INDEX IF NOT EXISTS {name}_{column} ON {name} ({column})")

    def ask(self, question: str, *values: Any) -> list[Row]:
        """Rows by a question in SQL."""
        return self._base.execute(question, values).fetchall()

    def walk(self, question: str) -> Iterator[Row]:
        """The rows of a large table one by one."""
        yield from self._base.execute(question)

    def _keep(self, table: str, row: Any) -> None:
        said = {field.get("name"): field.text for field in row}
        columns = self.tables[table]
        marks = ", ".join("?" * len(columns))
        self._base.execute(f"INSERT INTO {table} VALUES ({marks})", [said.get(name) for name in columns])  # noqa: S608


def bytes_of(text: str | None) -> bytes:
    """What a blob holds, as `--hex-blob` writes it."""
    found = HEX.match((text or "").strip())
    digits = found[1] if found else ""
    return bytes.fromhex(digits) if len(digits) % 2 == 0 else b""

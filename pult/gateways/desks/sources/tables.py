"""A table of messages: one row for each, with the columns of its conversation repeated beside it."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from django.utils import timezone

from pult.foundation.tables import BadTable, Bounds, rows_of
from pult.foundation.tables import Row as Cells
from pult.gateways.desks.records import (
    LONGEST_HTML,
    MOST_MESSAGES,
    CompanyRecord,
    ConversationRecord,
    MessageRecord,
    PersonRecord,
    Unreadable,
    digest,
    line,
    moment,
    words,
)
from pult.gateways.desks.types import Reason

Row = dict[str, str]
Found = PersonRecord | CompanyRecord | ConversationRecord | Unreadable
BOUNDS = Bounds(columns=500, cell=LONGEST_HTML * 4, row=LONGEST_HTML * 8)
NEEDED = ("conversation", "text")
OWN = (
    "conversation", "subject", "status", "priority", "tags", "customer_name", "customer_email", "customer_phone",
    "assignee_email", "opened_at", "message", "at", "kind", "author_name", "author_email", "text", "html", "link",
)  # fmt: skip
REPLIES, NOTES = ("reply", "agent", "staff"), ("note", "internal", "private")


class CsvTable:
    """Rows of one conversation stand together; CSV or XLSX."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = paths

    def records(self) -> Iterator[Found]:
        """Every conversation of every file."""
        for path in self.paths:
            yield from self._of_file(path)

    def _of_file(self, path: Path) -> Iterator[Found]:
        try:
            yield from self._of_rows(path.name, rows_of(path, BOUNDS))
        except BadTable as bad:
            yield Unreadable(Reason.UNREADABLE, path.name, str(bad))

    def _of_rows(self, file: str, rows: Iterator[Cells]) -> Iterator[Found]:
        head = next(rows, Cells(1, []))
        names = [line(name, 80).casefold() for name in head.cells]
        if not set(NEEDED) <= set(names):
            yield Unreadable(Reason.UNREADABLE, file, f"columns: {', '.join(names)[:200]}")
            return
        numbered = ((row.number, dict(zip(names, row.cells, strict=False))) for row in rows)
        for key, group in groupby(numbered, key=lambda pair: line(pair[1].get("conversation"), 120)):
            several = list(group)
            if not key:
                yield Unreadable(Reason.NO_KEY, f"{file}:{several[0][0]}")
            else:
                yield conversation_of(key, [row for _, row in several][:MOST_MESSAGES])


def conversation_of(key: str, rows: list[Row]) -> ConversationRecord:
    """A conversation from its rows."""
    first, now = rows[0], timezone.now()
    requester = _person(first, "customer")
    messages = tuple(_message(key, row, requester) for row in rows if row.get("text") or row.get("html"))
    assignee = line(first.get("assignee_email"), 254)
    return ConversationRecord(
        key=key,
        number=key,
        subject=line(first.get("subject")),
        requester=requester,
        assignee=PersonRecord(key=assignee, name="", email=assignee, is_agent=True) if assignee else None,
        messages=messages,
        status=line(first.get("status"), 40),
        priority=line(first.get("priority"), 40),
        tags=tuple(line(tag, 40) for tag in (first.get("tags") or "").split(",") if tag.strip()),
        opened_at=moment(first.get("opened_at"), now=now),
        link=line(first.get("link"), 500),
        extras={name: line(value, 500) for name, value in first.items() if name not in OWN and line(value)},
    )


def _message(key: str, row: Row, requester: PersonRecord | None) -> MessageRecord:
    kind = line(row.get("kind"), 40).casefold()
    by_house = kind in REPLIES or kind in NOTES
    author = _person(row, "author", is_agent=by_house) or (None if by_house else requester)
    pieces = [line(row.get(name), 200) for name in ("at", "author_email", "author_name")]
    own = line(row.get("message"), 120) or digest(*pieces, words(row.get("text")), words(row.get("html")))
    return MessageRecord(
        key=f"{key}:{own}"[:200],
        at=moment(row.get("at"), now=timezone.now()),
        author=author,
        author_name=line(row.get("author_name"), 160),
        is_private=kind in NOTES,
        by_agent=kind in REPLIES,
        text=words(row.get("text"), most=2 * 500_000),
        html=words(row.get("html"), LONGEST_HTML),
    )


def _person(row: Row, role: str, *, is_agent: bool = False) -> PersonRecord | None:
    name, email = line(row.get(f"{role}_name"), 160), line(row.get(f"{role}_email"), 254)
    phone = line(row.get(f"{role}_phone"), 40)
    if not (email or phone):
        return None
    return PersonRecord(key=email or phone, name=name, email=email, phone=phone, is_agent=is_agent)

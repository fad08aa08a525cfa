"""osTicket: a dump of its database (1.10 and newer), files included where it keeps them in the database."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from django.utils import timezone

from pult.gateways.desks.records import (
    LONGEST_HTML,
    MOST_MESSAGES,
    CompanyRecord,
    ConversationRecord,
    FileRecord,
    MessageRecord,
    PersonRecord,
    Unreadable,
    line,
    moment,
    words,
)
from pult.gateways.desks.types import Reason

from .dumps import Dump, Row, bytes_of

Found = PersonRecord | CompanyRecord | ConversationRecord | Unreadable
TABLES = {
    "ticket": ("ticket_id", "number", "user_id", "staff_id", "status_id", "ticket_pid", "created", "updated"),
    "ticket__cdata": ("ticket_id", "subject", "priority"),
    "ticket_status": ("id", "name", "state"),
    "ticket_priority": ("priority_id", "priority"),
    "thread": ("id", "object_id", "object_type"),
    "thread_entry": (
        "id",
        "thread_id",
        "staff_id",
        "user_id",
        "type",
        "poster",
        "title",
        "body",
        "format",
        "created",
    ),
    "user": ("id", "name", "org_id", "default_email_id"),
    "user_email": ("id", "user_id", "address"),
    "staff": ("staff_id", "firstname", "lastname", "email"),
    "organization": ("id", "name", "domain"),
    "attachment": ("object_id", "type", "file_id", "name"),
    "file": ("id", "type", "size", "key", "name"),
    "file_chunk": ("file_id", "chunk_id", "filedata"),
}
TICKETS = """
    SELECT ticket.*, cdata.subject, priority.priority, status.state, status.name AS status_name,
           (SELECT number FROM ticket AS whole WHERE whole.ticket_id = ticket.ticket_pid) AS went_on
    FROM ticket LEFT JOIN ticket__cdata AS cdata ON cdata.ticket_id = ticket.ticket_id
    LEFT JOIN ticket_priority AS priority ON priority.priority_id = cdata.priority
    LEFT JOIN ticket_status AS status ON status.id = ticket.status_id
    ORDER BY CAST(ticket.ticket_id AS INTEGER)
"""
ENTRIES = """
    SELECT thread_entry.* FROM thread_entry JOIN thread ON thread.id = thread_entry.thread_id
    WHERE thread.object_type = 'T' AND thread.object_id = ? ORDER BY CAST(thread_entry.id AS INTEGER) LIMIT ?
"""
FILES = """
    SELECT file.*, attachment.name AS shown FROM attachment JOIN file ON file.id = attachment.file_id
    WHERE attachment.type = 'H' AND attachment.object_id = ?
"""
EMAIL = "SELECT address FROM user_email WHERE user_id = ? ORDER BY id = ? DESC, CAST(id AS INTEGER) LIMIT 1"


class OsTicketDump:
    """Tickets with their threads: messages of customers, answers, internal notes."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = paths

    def records(self) -> Iterator[Found]:
        """Companies, people, tickets in the order of their numbers in the database."""
        with Dump(TABLES) as dump:
            for path in self.paths:
                dump.load(path)
            yield from dump.problems
            reader = _Reader(dump)
            for row in dump.walk("SELECT * FROM organization"):
                yield CompanyRecord(
                    key=line(row["id"]), name=line(row["name"], 160) or "?", domain=line(row["domain"], 160)
                )
            for row in dump.walk("SELECT id FROM user"):
                person = reader.user(row["id"])
                if person is not None:
                    yield person
            for row in dump.walk(TICKETS):
                yield reader.ticket(row)


class _Reader:
    def __init__(self, dump: Dump) -> None:
        self.dump, self.now = dump, timezone.now()

    def user(self, key: str | None) -> PersonRecord | None:
        rows = self.dump.ask("SELECT * FROM user WHERE id = ?", key)
        if not rows:
            return None
        emails = self.dump.ask(EMAIL, key, rows[0]["default_email_id"])
        return PersonRecord(
            key=line(key),
            name=line(rows[0]["name"], 160),
            email=line(emails[0]["address"], 254) if emails else "",
            company_key=line(rows[0]["org_id"]) if rows[0]["org_id"] not in {None, "0"} else "",
        )

    def staff(self, key: str | None) -> PersonRecord | None:
        rows = self.dump.ask("SELECT * FROM staff WHERE staff_id = ?", key)
        if not rows:
            return None
        name = f"{rows[0]['firstname'] or ''} {rows[0]['lastname'] or ''}"
        email = line(rows[0]["email"], 254)
        return PersonRecord(key=f"staff:{line(key)}", name=line(name, 160), email=email, is_agent=True)

    def ticket(self, row: Row) -> ConversationRecord | Unreadable:
        key = line(row["ticket_id"])
        if row["state"] == "deleted":
            return Unreadable(Reason.DELETED, key)
        entries = self.dump.ask(ENTRIES, row["ticket_id"], MOST_MESSAGES)
        title = next((line(entry["title"]) for entry in entries if entry["title"]), "")
        return ConversationRecord(
            key=key,
            number=line(row["number"], 40) or key,
            subject=line(row["subject"]) or title,
            requester=self.user(row["user_id"]),
            assignee=self.staff(row["staff_id"]),
            messages=tuple(self.entry(entry) for entry in entries),
            status=line(row["state"] or row["status_name"], 40),
            priority=line(row["priority"], 40),
            opened_at=moment(row["created"], now=self.now),
            changed_at=moment(row["updated"], now=self.now),
            went_on_in=line(row["went_on"], 40),
        )

    def entry(self, row: Row) -> MessageRecord:
        by_agent = row["type"] in {"R", "N"}
        body, is_html = words(row["body"], LONGEST_HTML), row["format"] != "text"
        return MessageRecord(
            key=line(row["id"]),
            at=moment(row["created"], now=self.now),
            author=self.staff(row["staff_id"]) if by_agent else self.user(row["user_id"]),
            author_name=line(row["poster"], 160),
            is_private=row["type"] == "N",
            by_agent=row["type"] == "R",
            text="" if is_html else body,
            html=body if is_html else "",
            files=tuple(self.file(file) for file in self.dump.ask(FILES, row["id"])),
        )

    def file(self, row: Row) -> FileRecord:
        is_here = self.dump.ask("SELECT 1 FROM file_chunk WHERE file_id = ? LIMIT 1", row["id"])
        return FileRecord(
            name=line(row["shown"] or row["name"], 200) or "file",
            content_type=line(row["type"], 120),
            size=int(row["size"]) if (row["size"] or "").isdecimal() else 0,
            fetch=partial(self.content, row["id"]) if is_here else None,
            address=f"cid:{line(row['key'], 200)}" if row["key"] else "",
        )

    def content(self, file_id: str) -> bytes:
        chunks = self.dump.ask(
            "SELECT filedata FROM file_chunk WHERE file_id = ? ORDER BY CAST(chunk_id AS INTEGER)", file_id
        )
        return b"".join(bytes_of(chunk["filedata"]) for chunk in chunks)

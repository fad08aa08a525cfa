"""FreeScout: a dump of its database, and the folder in which it keeps attachments (`storage/app/attachment`)."""

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

from .dumps import Dump, Row
from .web import Unreachable

Found = PersonRecord | CompanyRecord | ConversationRecord | Unreadable
TABLES = {
    "conversations": ("id", "number", "subject", "status", "state", "customer_id", "user_id", "created_at",
                      "updated_at"),
    "threads": ("id", "conversation_id", "type", "state", "body", "created_by_user_id", "created_by_customer_id",
                "customer_id", "created_at"),
    "customers": ("id", "first_name", "last_name"),
    "emails": ("id", "customer_id", "email"),
    "users": ("id", "first_name", "last_name", "email"),
    "attachments": ("id", "thread_id", "file_dir", "file_name", "mime_type", "size"),
    "tags": ("id", "name"),
    "conversation_tag": ("conversation_id", "tag_id"),
}  # fmt: skip
STATUSES = {"1": "active", "2": "pending", "3": "closed", "4": "spam"}
PUBLISHED, DELETED = "2", "3"
CUSTOMER, REPLY, NOTE, CHAT = "1", "2", "3", "8"
THREADS = """
    SELECT * FROM threads WHERE conversation_id = ? AND state = '2' AND type IN ('1', '2', '3', '8')
    ORDER BY CAST(id AS INTEGER) LIMIT ?
"""
TAGS = "SELECT name FROM tags JOIN conversation_tag ON tag_id = tags.id WHERE conversation_id = ?"


class FreeScoutDump:
    """Conversations with their published threads; drafts and changes of state are no messages."""

    def __init__(self, paths: Sequence[Path], files: Path | None = None) -> None:
        self.paths, self.files = paths, files

    def records(self) -> Iterator[Found]:
        """People, then conversations in the order of their numbers in the database."""
        with Dump(TABLES) as dump:
            for path in self.paths:
                dump.load(path)
            yield from dump.problems
            reader = _Reader(dump, self.files)
            for row in dump.walk("SELECT id FROM customers"):
                person = reader.customer(row["id"])
                if person is not None:
                    yield person
            for row in dump.walk("SELECT * FROM conversations ORDER BY CAST(id AS INTEGER)"):
                yield reader.conversation(row)


class _Reader:
    def __init__(self, dump: Dump, files: Path | None) -> None:
        self.dump, self.files, self.now = dump, files, timezone.now()

    def customer(self, key: str | None) -> PersonRecord | None:
        rows = self.dump.ask("SELECT * FROM customers WHERE id = ?", key)
        emails = self.dump.ask(
            "SELECT email FROM emails WHERE customer_id = ? ORDER BY CAST(id AS INTEGER) LIMIT 1", key
        )
        if not rows:
            return None
        return PersonRecord(
            key=line(key), name=_name(rows[0]), email=line(emails[0]["email"], 254) if emails else ""
        )

    def user(self, key: str | None) -> PersonRecord | None:
        rows = self.dump.ask("SELECT * FROM users WHERE id = ?", key)
        if not rows:
            return None
        email = line(rows[0]["email"], 254)
        return PersonRecord(key=f"user:{line(key)}", name=_name(rows[0]), email=email, is_agent=True)

    def conversation(self, row: Row) -> ConversationRecord | Unreadable:
        key = line(row["id"])
        if row["state"] == DELETED or row["status"] == "4":
            return Unreadable(Reason.DELETED if row["state"] == DELETED else Reason.SPAM, key)
        threads = self.dump.ask(THREADS, row["id"], MOST_MESSAGES)
        return ConversationRecord(
            key=key,
            number=line(row["number"], 40) or key,
            subject=line(row["subject"]),
            requester=self.customer(row["customer_id"]),
            assignee=self.user(row["user_id"]),
            messages=tuple(self.thread(thread) for thread in threads),
            status=STATUSES.get(row["status"] or "", line(row["status"], 40)),
            tags=tuple(line(tag["name"], 40) for tag in self.dump.ask(TAGS, row["id"])),
            opened_at=moment(row["created_at"], now=self.now),
            changed_at=moment(row["updated_at"], now=self.now),
        )

    def thread(self, row: Row) -> MessageRecord:
        by_agent = row["type"] in {REPLY, NOTE} or bool(row["created_by_user_id"])
        who = row["created_by_customer_id"] or row["customer_id"]
        files = self.dump.ask("SELECT * FROM attachments WHERE thread_id = ?", row["id"])
        return MessageRecord(
            key=line(row["id"]),
            at=moment(row["created_at"], now=self.now),
            author=self.user(row["created_by_user_id"]) if by_agent else self.customer(who),
            is_private=row["type"] == NOTE,
            by_agent=by_agent and row["type"] != NOTE,
            html=words(row["body"], LONGEST_HTML),
            files=tuple(self.file(file) for file in files),
        )

    def file(self, row: Row) -> FileRecord:
        name = line(row["file_name"], 200) or "file"
        place = f"{row['file_dir'] or ''}/{name}"
        return FileRecord(
            name=name,
            content_type=line(row["mime_type"], 120),
            size=int(row["size"]) if (row["size"] or "").isdecimal() else 0,
            fetch=partial(content, self.files, place) if self.files else None,
        )


def content(folder: Path, place: str) -> bytes:
    """A file in the folder of attachments, and in no other."""
    path = (folder / place.lstrip("/")).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise Unreachable("The file is not in the folder of attachments.")
    return path.read_bytes()


def _name(row: Row) -> str:
    return line(f"{row['first_name'] or ''} {row['last_name'] or ''}", 160)

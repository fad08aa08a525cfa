"""Zammad, over its API: users, organisations, tickets with their articles, tags and files."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from django.conf import settings
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
    key_of,
    line,
    moment,
    words,
)
from pult.gateways.desks.types import Reason, Way

from .directory import Directory
from .web import Desk

Thing = Mapping[str, Any]
Found = PersonRecord | CompanyRecord | ConversationRecord | Unreadable
AGENTS = {"Agent", "Admin"}
AT_ONCE = 100
OWN = frozenset(
    [
        "id",
        "number",
        "title",
        "state",
        "state_id",
        "priority",
        "priority_id",
        "group",
        "group_id",
        "owner",
        "owner_id",
        "customer",
        "customer_id",
        "tags",
        "note",
        "organization",
        "organization_id",
        "created_at",
        "updated_at",
        "created_by",
        "created_by_id",
        "updated_by",
        "updated_by_id",
        "article_ids",
        "article_count",
        "preferences",
        "ticket_time_accounting",
        "ticket_time_accounting_ids",
        "checklist_id",
    ]
)


class ZammadApi:
    """Page by page; an internal article is an internal note."""

    def __init__(self, way: Way) -> None:
        self.desk, self.now = Desk(way, scheme="Token token="), timezone.now()

    def records(self) -> Iterator[Found]:
        """Companies, people, then tickets by number."""
        with Directory() as people:
            for thing in self._pages("organizations"):
                key, name = key_of(thing.get("id")), line(thing.get("name"), 160)
                if key and name:
                    yield CompanyRecord(key=key, name=name, domain=line(thing.get("domain"), 160))
            for thing in self._pages("users"):
                person = person_of(thing)
                if person is not None:
                    people.note(person)
                    yield person
            for ticket in self._pages("tickets"):
                yield self._ticket(ticket, people)

    def _pages(self, name: str) -> Iterator[Thing]:
        number = 1
        while True:
            found = self.desk.ask(f"/api/v1/{name}?expand=true&per_page={AT_ONCE}&page={number}")
            rows = _things(found)
            yield from rows
            if len(rows) < AT_ONCE:
                return
            number += 1

    def _ticket(self, ticket: Thing, people: Directory) -> ConversationRecord | Unreadable:
        key = key_of(ticket.get("id"))
        if not key:
            return Unreadable(Reason.NO_KEY, detail=line(ticket.get("title")))
        articles = _things(self.desk.ask(f"/api/v1/ticket_articles/by_ticket/{quote(key)}?expand=true"))
        tags = self.desk.ask(f"/api/v1/tags?object=Ticket&o_id={quote(key)}")
        named = tags.get("tags") if isinstance(tags, Mapping) else None
        own = {line(name, 80): line(value, 500) for name, value in ticket.items() if name not in OWN}
        return ConversationRecord(
            key=key,
            number=line(ticket.get("number"), 40) or key,
            subject=line(ticket.get("title")),
            requester=people.who(key_of(ticket.get("customer_id"))),
            assignee=people.who(key_of(ticket.get("owner_id"))) if ticket.get("owner_id") != 1 else None,
            messages=tuple(self._article(one, people) for one in articles[:MOST_MESSAGES]),
            status=line(ticket.get("state"), 40),
            priority=line(ticket.get("priority"), 40).lstrip("0123456789 "),
            tags=tuple(line(tag, 40) for tag in named if line(tag, 40)) if isinstance(named, list) else (),
            opened_at=moment(ticket.get("created_at"), now=self.now),
            changed_at=moment(ticket.get("updated_at"), now=self.now),
            link=f"{self.desk.base}/#ticket/zoom/{key}",
            extras={
                name: value
                for name, value in own.items()
                if value and not name.endswith(("_at", "_id", "_diff_in_min"))
            },
        )

    def _article(self, said: Thing, people: Directory) -> MessageRecord:
        author = people.who(key_of(said.get("origin_by_id"))) or people.who(key_of(said.get("created_by_id")))
        body, is_html = words(said.get("body"), LONGEST_HTML), said.get("content_type") == "text/html"
        return MessageRecord(
            key=key_of(said.get("id")),
            at=moment(said.get("created_at"), now=self.now),
            author=author,
            author_name="" if author else line(said.get("from"), 160),
            is_private=said.get("internal") is True,
            by_agent=said.get("sender") != "Customer",
            text="" if is_html else body,
            html=body if is_html else "",
            files=tuple(self._file(said, one) for one in _things(said.get("attachments"))),
        )

    def _file(self, article: Thing, said: Thing) -> FileRecord:
        numbers = (article.get("ticket_id"), article.get("id"), said.get("id"))
        place = "/api/v1/ticket_attachment/" + "/".join(quote(key_of(one)) for one in numbers)
        about = said.get("preferences")
        about = about if isinstance(about, Mapping) else {}
        cid = line(about.get("Content-ID"), 200).strip("<>")
        size = line(said.get("size"), 20)
        return FileRecord(
            name=line(said.get("filename"), 200) or "file",
            content_type=line(about.get("Content-Type") or about.get("Mime-Type"), 120),
            size=int(size) if size.isdecimal() else 0,
            fetch=partial(self.desk.fetch, f"{self.desk.base}{place}", most=settings.MAX_ATTACHMENT_BYTES),
            address=f"cid:{cid}" if cid else place,
        )


def person_of(thing: Thing) -> PersonRecord | None:
    """A user; nothing for the system itself."""
    key = key_of(thing.get("id"))
    if not key or key == "1":
        return None
    roles = thing.get("roles")
    name = f"{line(thing.get('firstname'), 80)} {line(thing.get('lastname'), 80)}"
    return PersonRecord(
        key=key,
        name=line(name, 160) or line(thing.get("login"), 160),
        email=line(thing.get("email"), 254),
        phone=line(thing.get("phone") or thing.get("mobile"), 40),
        is_agent=isinstance(roles, list) and bool(AGENTS & {line(role) for role in roles}),
        company_key=key_of(thing.get("organization_id")),
    )


def _things(value: Any) -> list[Thing]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []

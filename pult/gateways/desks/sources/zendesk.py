"""Zendesk: its JSON export, one object a line, and the same objects over its API.

A ticket of the export carries its comments; the API gives them apart. People are named by number (`requester_id`), in
some exports also in full (`requester`). A comment that is not public is an internal note.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

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
LISTS = ("organizations", "users", "tickets")
LONGEST_LINE = 64_000_000
AGENTS = ("agent", "admin", "owner")


class ZendeskExport:
    """The lines of an export: files of users, organisations and tickets, or one file with all of them."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = paths

    def records(self) -> Iterator[Found]:
        """Companies and people of all files first, so that tickets find them in whatever order they lie."""
        with Directory() as people:
            for thing in self._things():
                if isinstance(thing, Unreadable):
                    yield thing
                elif not is_ticket(thing):
                    yield from known(thing, people)
            reader = Tickets(people, fetch_openly)
            for thing in self._things():
                if not isinstance(thing, Unreadable) and is_ticket(thing):
                    yield reader.read(thing, listed(thing, "comments"))

    def _things(self) -> Iterator[Thing | Unreadable]:
        for path in self.paths:
            with path.open("rb") as file:
                yield from things_of(file, path.name)


class ZendeskApi:
    """The same over the network, page by page."""

    def __init__(self, way: Way) -> None:
        self.desk = Desk(way)

    def records(self) -> Iterator[Found]:
        """Companies, people, then tickets in the order in which they were changed."""
        with Directory() as people:
            for name in ("organizations", "users"):
                for thing in self._pages(f"/api/v2/{name}.json?page[size]=100", name):
                    yield from known(thing, people)
            reader = Tickets(people, self._fetch)
            tickets = "/api/v2/incremental/tickets/cursor.json?start_time=0"
            for ticket in self._pages(tickets, "tickets"):
                yield reader.read(ticket, self._comments(ticket))

    def _comments(self, ticket: Thing) -> Iterable[Thing]:
        if ticket.get("status") == "deleted" or not key_of(ticket.get("id")):
            return ()
        return self._pages(f"/api/v2/tickets/{ticket['id']}/comments.json?page[size]=100", "comments")

    def _pages(self, where: str, name: str) -> Iterator[Thing]:
        seen = set()
        while where and where not in seen:
            seen.add(where)
            page = self.desk.ask(where)
            page = page if isinstance(page, Mapping) else {}
            yield from listed(page, name)
            where = following(page)

    def _fetch(self, url: str) -> bytes:
        return self.desk.fetch(url, most=settings.MAX_ATTACHMENT_BYTES)


class Tickets:
    """Reads tickets, knowing who is who."""

    def __init__(self, people: Directory, fetch: Callable[[str], bytes]) -> None:
        self.people, self.fetch, self.now = people, fetch, timezone.now()

    def read(self, ticket: Thing, comments: Iterable[Any]) -> ConversationRecord | Unreadable:
        """One ticket with what was said in it."""
        key = key_of(ticket.get("id"))
        if not key:
            return Unreadable(Reason.NO_KEY, detail=line(ticket.get("subject")))
        if ticket.get("status") == "deleted":
            return Unreadable(Reason.DELETED, key)
        opened_at = self._moment(ticket.get("created_at"))
        said = [one for one in comments if isinstance(one, Mapping)][:MOST_MESSAGES]
        requester = self._person(ticket, "requester")
        messages = [self._message(one, key, requester) for one in said] or self._description(
            ticket, requester
        )
        return ConversationRecord(
            key=key,
            number=key,
            subject=line(ticket.get("raw_subject") or ticket.get("subject")),
            requester=requester,
            assignee=self._person(ticket, "assignee"),
            messages=tuple(messages),
            status=line(ticket.get("status"), 40),
            priority=line(ticket.get("priority"), 40),
            tags=tuple(line(tag, 40) for tag in _list(ticket.get("tags")) if line(tag, 40)),
            opened_at=opened_at,
            changed_at=self._moment(ticket.get("updated_at")),
            link=line(ticket.get("url"), 500),
            extras=_fields(ticket),
        )

    def _description(self, ticket: Thing, requester: PersonRecord | None) -> list[MessageRecord]:
        text = words(ticket.get("description"))
        if not text.strip():
            return []
        at = self._moment(ticket.get("created_at"))
        return [
            MessageRecord(key=f"{key_of(ticket.get('id'))}:description", at=at, author=requester, text=text)
        ]

    def _message(self, comment: Thing, ticket: str, requester: PersonRecord | None) -> MessageRecord:
        author = self._person(comment, "author")
        files = [one for one in _list(comment.get("attachments")) if isinstance(one, Mapping)]
        key = key_of(comment.get("id")) or f"{ticket}:{line(comment.get('created_at'), 40)}"
        is_requester = bool(author and requester and author.key == requester.key)
        return MessageRecord(
            key=key,
            at=self._moment(comment.get("created_at")),
            author=author,
            author_name=line(comment.get("author_name"), 160),
            is_private=comment.get("public") is False,
            by_agent=bool(author and author.is_agent and not is_requester),
            text=words(comment.get("plain_body") or comment.get("body"), most=2 * 500_000),
            html=words(comment.get("html_body"), LONGEST_HTML),
            files=tuple(self._file(one) for one in files),
        )

    def _file(self, said: Thing) -> FileRecord:
        url = words(said.get("content_url"), 4000)
        size = said.get("size")
        return FileRecord(
            name=line(said.get("file_name"), 200) or "file",
            content_type=line(said.get("content_type"), 120),
            size=size if isinstance(size, int) else 0,
            fetch=partial(self.fetch, url) if url else None,
            address=url,
        )

    def _person(self, thing: Thing, role: str) -> PersonRecord | None:
        whole = thing.get(role)
        if isinstance(whole, Mapping):
            found = person_of(whole)
            if isinstance(found, PersonRecord):
                return self.people.who(found.key) or found
        return self.people.who(key_of(thing.get(f"{role}_id")))

    def _moment(self, value: Any) -> datetime | None:
        return moment(value, now=self.now)


def fetch_openly(url: str) -> bytes:
    """A file whose address opens it without a token, as those of an export do."""
    return Desk(Way(url)).fetch(url, most=settings.MAX_ATTACHMENT_BYTES)


def things_of(lines: Iterable[bytes], name: str) -> Iterator[Thing | Unreadable]:
    """The objects of a file: one a line; a line may also be a page as the API gives it."""
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            thing = json.loads(raw[:LONGEST_LINE])
        except (ValueError, RecursionError):
            yield Unreadable(Reason.UNREADABLE, f"{name}:{number}")
            continue
        yield from _unpacked(thing, f"{name}:{number}")


def _unpacked(thing: Any, place: str) -> Iterator[Thing | Unreadable]:
    if isinstance(thing, list):
        for one in thing:
            yield one if isinstance(one, Mapping) else Unreadable(Reason.UNREADABLE, place)
    elif not isinstance(thing, Mapping):
        yield Unreadable(Reason.UNREADABLE, place)
    elif any(isinstance(thing.get(name), list) for name in LISTS):
        for name in LISTS:
            yield from listed(thing, name)
    else:
        yield thing


def is_ticket(thing: Thing) -> bool:
    """Tickets have somebody who asks, or comments; nothing else has."""
    return any(name in thing for name in ("requester_id", "requester", "comments", "submitter_id"))


def known(thing: Thing, people: Directory) -> Iterator[Found]:
    """A person or a company of the other desk."""
    if "domain_names" in thing or ("role" not in thing and "email" not in thing):
        yield company_of(thing)
        return
    found = person_of(thing)
    if isinstance(found, PersonRecord):
        people.note(found)
    yield found


def person_of(thing: Thing) -> PersonRecord | Unreadable:
    """A user."""
    key = key_of(thing.get("id"))
    if not key:
        return Unreadable(Reason.NO_KEY, detail=line(thing.get("name")))
    return PersonRecord(
        key=key,
        name=line(thing.get("name"), 160),
        email=line(thing.get("email"), 254),
        phone=line(thing.get("phone"), 40),
        is_agent=thing.get("role") in AGENTS,
        company_key=key_of(thing.get("organization_id")),
    )


def company_of(thing: Thing) -> CompanyRecord | Unreadable:
    """An organisation."""
    key, name = key_of(thing.get("id")), line(thing.get("name"), 160)
    if not key or not name:
        return Unreadable(Reason.NO_KEY, detail=name)
    domains = [line(one, 160) for one in _list(thing.get("domain_names"))]
    return CompanyRecord(key=key, name=name, domain=next(iter(domains), ""))


def following(page: Thing) -> str:
    """Where the next page is; empty at the end."""
    if page.get("end_of_stream") is True:
        return ""
    meta, links = page.get("meta"), page.get("links")
    if isinstance(meta, Mapping) and isinstance(links, Mapping):
        return words(links.get("next")) if meta.get("has_more") else ""
    return words(page.get("after_url") or page.get("next_page"))


def listed(thing: Thing, name: str) -> list[Thing]:
    """The objects under a name."""
    return [one for one in _list(thing.get(name)) if isinstance(one, Mapping)]


def _fields(ticket: Thing) -> dict[str, Any]:
    fields = listed(ticket, "custom_fields") or listed(ticket, "fields")
    found: dict[str, Any] = {}
    for one in fields[:200]:
        value = one.get("value")
        shown = ", ".join(line(each) for each in value) if isinstance(value, list) else line(value, 500)
        name = line(one.get("title") or one.get("id"), 80)
        if name and shown:
            found[name] = shown
    via = ticket.get("via")
    if isinstance(via, Mapping) and line(via.get("channel"), 40):
        found["via"] = line(via.get("channel"), 40)
    return found


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []

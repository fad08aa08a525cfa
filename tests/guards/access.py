"""The access table: reading it, trying it, and printing what is seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver

from tests.cast import Kettle

TABLE = Path(__file__).with_name("access.txt")
PEOPLE = ("stranger", "agent", "elsewhere", "supervisor", "manager", "executive", "administrator")


@dataclass(frozen=True)
class Line:
    """One address with one method, and what each kind of person gets."""

    name: str
    method: str
    address: str
    statuses: tuple[int, ...]


def table() -> list[Line]:
    """The table as it is written."""
    lines = []
    for text in TABLE.read_text().splitlines():
        if text.strip() and not text.startswith("#"):
            name, method, address, *statuses = text.split()
            lines.append(Line(name, method, address, tuple(map(int, statuses))))
    return lines


def addresses(patterns: Any, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    """Every address of the project: its name with namespaces, and its pattern."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from addresses(one.url_patterns, prefix + str(one.pattern), inner)
        elif isinstance(one, URLPattern):
            yield f"{namespace}{one.name or '-'}", prefix + str(one.pattern)


def things(kettle: Kettle) -> dict[str, object]:
    """What the placeholders of the table stand for."""
    conversation = kettle.conversation(name="Carl Carlsson")
    return {
        "conversation": conversation.pk,
        "message": conversation.last_message_id,
        "customer": conversation.customer_id,
        "department": kettle.support.pk,
        "inbox": kettle.inbox.pk,
        "member": kettle.ana.person.pk,
        "person": kettle.ana.person.pk,
        "role": kettle.ana.person.roles.get().pk,
    }


def observe(line: Line, kettle: Kettle) -> tuple[int, ...]:
    """What each kind of person gets."""
    address = line.address.format(**things(kettle))
    everybody = (None, kettle.ana, kettle.stella, kettle.lea, kettle.mila, kettle.eva, kettle.omar)
    seen = []
    for player in everybody:
        client = Client() if player is None else player.client
        client.raise_request_exception = False
        seen.append(client.generic(line.method, address).status_code)
    return tuple(seen)

"""The desks that are understood: each turns its own shapes into plain records."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from pult.gateways.desks.records import CompanyRecord, ConversationRecord, PersonRecord, Unreadable
from pult.gateways.desks.types import SourceKind, Way

from .freescout import FreeScoutDump
from .osticket import OsTicketDump
from .tables import CsvTable
from .zammad import ZammadApi
from .zendesk import ZendeskApi, ZendeskExport

Found = PersonRecord | CompanyRecord | ConversationRecord | Unreadable


class Source(Protocol):
    """Where records come from: companies and people first, then what was said."""

    def records(self) -> Iterator[Found]:
        """Everything there is, and what could not be read, in the same order each time."""


def open_source(
    kind: SourceKind, *, paths: Sequence[Path] = (), way: Way | None = None, files: Path | None = None
) -> Source:
    """The source of this kind: files, or the desk itself over the network. `files` is a folder of attachments."""
    if way is not None:
        return ZammadApi(way) if kind == SourceKind.ZAMMAD else ZendeskApi(way)
    if kind == SourceKind.FREESCOUT:
        return FreeScoutDump(paths, files)
    readers: dict[SourceKind, type[CsvTable | OsTicketDump | ZendeskExport]] = {
        SourceKind.CSV: CsvTable,
        SourceKind.OSTICKET: OsTicketDump,
        SourceKind.ZENDESK: ZendeskExport,
    }
    return readers[kind](paths)

"""What refers to a document: links of other documents, and whatever other contexts declare."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from pult.foundation.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Dependent:
    """Something that would be wrong if the document changed: its name, and where it is seen."""

    name: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A kind of things that refer to documents, such as canned replies. `find` gives what this actor may see.

    A context makes one known where its application gets ready.
    """

    key: str
    label: str | Promise
    find: Callable[[int, Actor], list[Dependent]]


_sources: dict[str, Source] = {}


def declare(source: Source) -> Source:
    """Make a kind of things known that may refer to documents."""
    _sources[source.key] = source
    return source


def dependents_of(document_id: int, actor: Actor) -> list[tuple[Source, list[Dependent]]]:
    """Everything that refers to a document, by kind; kinds with nothing are left out."""
    found = [(source, source.find(document_id, actor)) for source in _sources.values()]
    return [(source, rows) for source, rows in found if rows]

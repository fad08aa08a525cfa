"""What a reader may find, asked for by questions that are kept for the staff, who ask all day long."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from pult.foundation.database.kept import Kept, Value, one_of, run
from pult.knowledge.models import Translation, TranslationIndex
from pult.knowledge.types import Reader, Right

from .numbers import STAMP, Fingerprint, Library, shelf

Sql = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Near:
    """A text that this reader may read: of which document, in which language."""

    document: int
    language: str
    key: int


_FINGERPRINT: Final = """
    SELECT count(*), coalesce(bit_xor(hashtextextended(kept.key::text || ':' || kept.stamp, 0)), 0)
    FROM ({rows}) AS kept (key, stamp)
"""
LIBRARIES: Final[Kept[Fingerprint]] = Kept(tuple)
NEAR: Final = Kept(lambda row: Near(*row))


def readable(reader: Reader, kinds: Collection[str]) -> "QuerySet[TranslationIndex]":
    """What a reader may find of these kinds."""
    texts = Translation.objects.readable_by(reader).filter(document__kind__in=kinds)
    return TranslationIndex.objects.filter(translation__in=texts)


def library_of(reader: Reader, kinds: Collection[str]) -> Library:
    """What somebody wrote and this reader may find: kept as long as it is the same."""
    wanted, form = tuple(sorted(map(str, kinds))), form_of(reader)

    def rows() -> "QuerySet[TranslationIndex]":
        return _own(reader, wanted)

    if form is None:
        return shelf.library(fingerprint_of(rows()), rows)

    def build(slots: Mapping[str, Any]) -> Sql:
        return _fingerprint(_own(in_place_of(reader, slots), wanted))

    found = LIBRARIES.ask(
        (form, wanted, reader.actor.unrestricted), build, {"person": reader.actor.person_id}
    )
    return shelf.library(found[0], rows)


def fingerprint_of(rows: "QuerySet[TranslationIndex]") -> Fingerprint:
    """How many texts these are, and a number that is another one when any of them is."""
    try:
        ((count, number),) = run(*_fingerprint(rows))
    except EmptyResultSet:
        return 0, 0
    return count, number


def _fingerprint(rows: "QuerySet[TranslationIndex]") -> Sql:
    statement, values = rows.annotate(stamp=STAMP).values_list("translation", "stamp").query.sql_with_params()
    return _FINGERPRINT.format(rows=statement), list(values)


def near(documents: Collection[int], *, reader: Reader) -> list[Near]:
    """In which languages this reader may read these documents."""
    form = form_of(reader)
    if form is None:
        rows = Translation.objects.readable_by(reader).filter(document__in=documents)
        return [Near(*row) for row in rows.values_list("document", "language", "pk")]

    if not documents:
        return []

    def build(slots: Mapping[str, Any]) -> "QuerySet[Translation, Any]":
        rows = Translation.objects.readable_by(in_place_of(reader, slots))
        return rows.filter(document__in=one_of(slots["keys"])).values_list("document", "language", "pk")

    values: dict[str, Value] = {"person": reader.actor.person_id, "keys": sorted(documents)}
    return NEAR.ask((form, reader.actor.unrestricted), build, values)


def _own(reader: Reader, kinds: Collection[str]) -> "QuerySet[TranslationIndex]":
    return readable(reader, kinds).filter(translation__made_from=None)


def form_of(reader: Reader) -> tuple[bool, ...] | None:
    """What of a reader decides the text of a question; none for those whose questions are not kept."""
    actor = reader.actor
    if not (actor.is_person and actor.has(Right.READ)):
        return None
    return actor.has(Right.MANAGE), actor.has(Right.WRITE)


def in_place_of(reader: Reader, slots: Mapping[str, Any]) -> Reader:
    """The same reader with a mark in place of the number, to build a question that others ask too."""
    return replace(reader, actor=replace(reader.actor, id=slots["person"]))

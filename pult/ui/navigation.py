"""The areas of the rail. Each context declares its own; a page shows those that the reader may use."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, Protocol

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from pult.foundation.actors import Actor
from pult.foundation.database.kept import Kept, counts_of
from pult.ui.icons import require

# How much waits in each area that counts, in one statement: every page asks.
COUNTED: Kept[tuple[int, ...]] = Kept(tuple)


class Place(StrEnum):
    """Where a link stands."""

    RAIL = "rail"
    PERSON = "person"
    OWN_SETTINGS = "own_settings"
    SETTINGS = "settings"


class HasRights(Protocol):
    """Somebody who may do some things and not others. Two who are equal may do the same."""

    def __hash__(self) -> int:
        """So that what they may use is found out once."""

    def has(self, right: str, /) -> bool:
        """Whether this right is held."""


@dataclass(frozen=True, kw_only=True)
class Area:
    """One entry: its words, its picture, where it leads, who may go there, and where in the order it stands.

    An entry that counts rows stands in the rail only while there are some. Which rows may depend on who looks, not on
    what they may do: the question is put into words once for everybody.
    """

    label: str | Promise
    icon: str
    url_name: str
    right: str | None = None
    order: int = 500
    place: Place = Place.RAIL
    under: str = ""
    counts: Callable[[Actor], "QuerySet[Any, Any]"] | None = None

    @property
    def url(self) -> str:
        """Where the entry leads."""
        return reverse(self.url_name)


@dataclass(frozen=True)
class Link:
    """An area as one page shows it."""

    label: str | Promise
    icon: str
    url: str
    is_here: bool
    count: int = 0


@dataclass(frozen=True, kw_only=True)
class Palette:
    """What answers the command palette, and who may ask it."""

    url_name: str
    right: str


@dataclass(frozen=True, kw_only=True)
class Dock:
    """What stands above every page of those who may use it, such as the chats that somebody has now."""

    url_name: str
    right: str


@dataclass(frozen=True, kw_only=True)
class Bell:
    """What tells somebody on every page how much they have not seen, and leads to it. Its topic is theirs alone."""

    url_name: str
    part_url_name: str
    topic: str
    counts: Callable[[Actor], "QuerySet[Any, Any]"]


@dataclass(frozen=True)
class Ringing:
    """The bell as one page shows it."""

    url: str
    part_url: str
    topic: str
    count: int


@dataclass(frozen=True)
class Counted:
    """What is counted for every page."""

    waiting: tuple[Link, ...] = ()
    bell: Ringing | None = None


_areas: dict[tuple[Place, str], Area] = {}
_bells: list[Bell] = []
_docks: list[Dock] = []
_palettes: list[Palette] = []


def declare(area: Area) -> Area:
    """Make an area known; called when a context is loaded (its `AppConfig.ready`). A second call replaces the first."""
    require(area.icon)
    _areas[area.place, area.url_name] = area
    _open_to.cache_clear()
    return area


def declare_palette(palette: Palette) -> None:
    """Make known what answers the command palette; the last one counts."""
    _palettes.append(palette)


def palette_for(reader: HasRights | None) -> str:
    """The address that answers the command palette for this reader, if there is one."""
    for palette in reversed(_palettes):
        if reader is not None and reader.has(palette.right):
            return reverse(palette.url_name)
    return ""


def declare_dock(dock: Dock) -> None:
    """Make known what stands above every page; the last one counts."""
    _docks.append(dock)


def dock_for(reader: HasRights | None) -> str:
    """The address of what stands above this reader's pages, if there is anything."""
    for dock in reversed(_docks):
        if reader is not None and reader.has(dock.right):
            return reverse(dock.url_name)
    return ""


def declared() -> list[Area]:
    """Every area, in order."""
    return sorted(_areas.values(), key=lambda area: (area.order, area.url_name))


def links_for(reader: HasRights | None, *, path: str, place: Place = Place.RAIL) -> list[Link]:
    """The areas this reader may use, with the one that the path belongs to marked."""
    areas = _open_to(reader, place)
    here = _nearest(areas, path)
    return [Link(area.label, area.icon, url, area is here) for area, url in areas if area.counts is None]


def declare_bell(bell: Bell) -> None:
    """Make the bell known; the last one counts."""
    _bells.append(bell)


def counted_for(reader: HasRights | None, *, path: str) -> Counted:
    """What waits for this reader to do something, nothing where nothing waits; and how much they have not seen."""
    if not isinstance(reader, Actor) or not reader.is_person:
        return Counted()
    areas = _open_to(reader, Place.RAIL)
    here = _nearest(areas, path)
    counted = [(area, url) for area, url in areas if area.counts]
    bell = _bells[-1] if _bells else None
    counts = _counted([area for area, _url in counted], bell, reader)
    waiting = tuple(
        Link(area.label, area.icon, url, area is here, count)
        for (area, url), count in zip(counted, counts, strict=False)
        if count
    )
    return Counted(waiting, _ringing(bell, reader, counts[-1]) if bell else None)


def bell_for(reader: Actor) -> Ringing | None:
    """The bell alone, when something has come."""
    bell = _bells[-1] if _bells else None
    return _ringing(bell, reader, _counted([], bell, reader)[-1]) if bell else None


def _ringing(bell: Bell, reader: Actor, count: int) -> Ringing:
    topic = f"{bell.topic}:{reader.person_id}"
    return Ringing(reverse(bell.url_name), reverse(bell.part_url_name), topic, count)


def _counted(areas: list[Area], bell: Bell | None, reader: Actor) -> tuple[int, ...]:
    def build(slots: Mapping[str, Any]) -> tuple[str, list[Any]]:
        marked = replace(reader, id=slots["person"])
        questions = [area.counts(marked).order_by() for area in areas if area.counts]
        return counts_of(questions + ([bell.counts(marked)] if bell else []))

    names = (*(area.url_name for area in areas), bell.url_name if bell else "")
    # What is counted depends on what a reader may see, and on what is restricted at all.
    form = (names, reader.all_rights, reader.rights, reader.unrestricted)
    return COUNTED.ask(form, build, {"person": reader.person_id})[0] if any(names) else ()


def here(reader: HasRights | None, *, path: str, place: Place = Place.RAIL) -> str:
    """The name of the area that the path belongs to."""
    area = _nearest(_open_to(reader, place), path)
    return area.url_name if area else ""


@lru_cache(maxsize=2_000)
def _open_to(reader: HasRights | None, place: Place) -> tuple[tuple[Area, str], ...]:
    """The areas that this reader may use, with their addresses."""
    areas = (area for area in declared() if area.place == place and _may_use(reader, area))
    return tuple((area, area.url) for area in areas)


def _may_use(reader: HasRights | None, area: Area) -> bool:
    return area.right is None or (reader is not None and reader.has(area.right))


def _nearest(areas: Iterable[tuple[Area, str]], path: str) -> Area | None:
    """The area whose address is the longest beginning of the path. `under` widens an area to all below a folder."""
    matching = [(len(root), area) for area, url in areas if path.startswith(root := area.under or url)]
    return max(matching, key=lambda pair: pair[0])[1] if matching else None

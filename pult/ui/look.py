"""How a page looks for the person who reads it: theme, density, keys, and whose page it is."""

from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest

COOKIE = "pult_look"


class Theme(StrEnum):
    """Light, dark, or as the person's system says."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class Density(StrEnum):
    """How much stands on a screen."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a person chose for their screens. Set as `request.look` by whoever knows the person."""

    theme: Theme = Theme.AUTO
    density: Density = Density.COMFORTABLE
    keys: bool = True
    name: str = ""
    picture: str = ""


@dataclass(frozen=True, kw_only=True)
class Brand:
    """Whose page the public sees. Set as `request.brand` by whoever knows the department."""

    name: str = "Pult"
    colour: str = ""
    logo: str = ""
    home: str = "/"
    language: str = ""


def look_of(request: HttpRequest) -> Look:
    """The person's own choice; where nobody set one, what this browser remembers."""
    chosen = getattr(request, "look", None)
    if isinstance(chosen, Look):
        return chosen
    actor = getattr(request, "actor", None)
    return _remembered(request.COOKIES.get(COOKIE, ""), name=actor.name if actor and actor.is_person else "")


def _remembered(cookie: str, *, name: str) -> Look:
    theme, _, density = cookie.partition(".")
    return Look(
        name=name,
        theme=Theme(theme) if theme in set(Theme) else Theme.AUTO,
        density=Density(density) if density in set(Density) else Density.COMFORTABLE,
    )

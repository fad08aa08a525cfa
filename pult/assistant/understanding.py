"""What a visitor means by a short answer, what the world is like for a condition, and how the bot takes its leave."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pult.foundation.text import analyser

from .ready import lines as ready
from .steps import Option, Step
from .types import By, Texts, World
from .wording import in_language

YES: Final = (
    "yes",
    "yes thank you",
    "yep",
    "it did",
    "da",
    "da hvala",
    "jest",
    "jeste",
    "pomoglo je",
    "naravno",
    "ok",
)
NO: Final = (
    "no",
    "nope",
    "not really",
    "it did not",
    "ne",
    "nije",
    "nije pomoglo",
    "ne baš",
    "no thank you",
    "ne hvala",
)
_ADDRESS: Final = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER: Final = re.compile(r"[\w-]*\d[\w-]*")


def is_yes(said: str) -> bool:
    """Whether that was a yes, pressed or typed."""
    return is_one_of(said, "yes", ready.YES) or _plain(said) in map(_plain, YES)


def is_no(said: str) -> bool:
    """Whether that was a no, pressed or typed."""
    return is_one_of(said, "no", ready.NO) or _plain(said) in map(_plain, NO)


def is_one_of(said: str, key: str, texts: Texts) -> bool:
    """Whether a button was pressed: its key came, or its words in any language."""
    return said.strip() == key or _plain(said) in {_plain(text) for text in texts.values()}


def chosen(said: str, options: Sequence[Option]) -> Option | None:
    """Which of the choices was meant: by its key, its words, its number, or a word that only it has."""
    for number, option in enumerate(options, start=1):
        if said.strip() == str(number) or is_one_of(said, option.key, option.text):
            return option
    words = set(analyser.keys(said[:200]))
    near = [one for one in options if words & set(analyser.keys(" ".join(one.text.values())))]
    return near[0] if len(near) == 1 else None


def detail(said: str, kind: str) -> tuple[str, Texts]:
    """What was asked for, taken out of what was said; or what to say when it is not there."""
    match kind:
        case "email":
            found = _ADDRESS.search(said)
            return (found.group(), {}) if found else ("", ready.NO_ADDRESS)
        case "number":
            found = _NUMBER.search(said)
            return (found.group(), {}) if found else ("", ready.NO_NUMBER)
        case _:
            return said.strip()[:500], {}


def holds(step: Step, world: World) -> bool:
    """Whether a condition is true now."""
    match step.test:
        case By.HOURS:
            return world.is_open
        case By.PRESENCE:
            return world.is_anyone_here
        case By.DEPARTMENT:
            return step.value == str(world.department_id)
        case By.LANGUAGE:
            return world.language in step.value.split(",")
        case _:
            return bool(step.value) and step.value.casefold() in world.page.casefold()


def farewell(world: World) -> Iterable[str]:
    """What is said when a person takes over: who, or when."""
    yield from world.notices
    if world.is_open and world.is_anyone_here:
        yield in_language(ready.HERE, world.language)
        return
    closed = ready.CLOSED if world.opens and not world.is_open else ready.NOBODY
    yield in_language(closed, world.language).replace("%(opens)s", world.opens)
    yield in_language(ready.MORE, world.language)


def _plain(text: str) -> tuple[str, ...]:
    return tuple(analyser.keys(text[:200]))

"""Which conditions there are: declared by whoever knows what they ask about, here and in the contexts above."""

from collections.abc import Callable, Iterable

from .kinds import Condition, Group

_DECLARED: dict[str, Condition] = {}
_SOURCES: list[Callable[[], Iterable[Condition]]] = []


def declare(condition: Condition) -> Condition:
    """Make a condition known."""
    if condition.key in _DECLARED:
        raise ValueError(f"there is a condition {condition.key} already")
    _DECLARED[condition.key] = condition
    return condition


def declare_source(source: Callable[[], Iterable[Condition]]) -> None:
    """Make conditions known that come and go, such as one for each field that somebody has made."""
    _SOURCES.append(source)


def condition_named(key: str) -> Condition | None:
    """The condition with this key; None when there is none, or none any more."""
    found = _DECLARED.get(key)
    if found is not None:
        return found
    return next((one for source in _SOURCES for one in source() if one.key == key), None)


def there_among(keys: Iterable[str]) -> frozenset[str]:
    """Which of these can be asked now. What never goes is known without asking; the rest is asked once for all."""
    wanted = frozenset(keys)
    fleeting = wanted - _DECLARED.keys()
    if not fleeting:
        return wanted
    known = {one.key for source in _SOURCES for one in source()}
    return (wanted - fleeting) | (fleeting & known)


def groups(*, in_memory: bool = False) -> list[tuple[Group, list[Condition]]]:
    """All conditions on conversations in the order in which they are offered; else those on what is in memory."""
    every = [*_DECLARED.values(), *(one for source in _SOURCES for one in source())]
    known = [one for one in every if (one.holds is not None) == in_memory]
    sorted_in = [(group, [one for one in known if one.group == group]) for group in Group]
    return [(group, held) for group, held in sorted_in if held]

"""Who is called by name in a note: an at sign and the whole name, as the picker writes it."""

from collections.abc import Iterable

AT = "@"


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """The names that a text calls, in the order in which they stand there; of two that fit, the longer one."""
    by_length = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    found: dict[str, None] = {}
    folded = text.casefold()
    # Some letters grow when folded, so places in the folded text mean nothing in the text itself.
    for part in folded.split(AT)[1:]:
        called = next((name for name in by_length if _begins(part, name.casefold())), None)
        if called is not None:
            found[called] = None
    return list(found)


def _begins(part: str, name: str) -> bool:
    """Whether the part begins with the name, and the name ends there."""
    return part.startswith(name) and not part[len(name) : len(name) + 1].isalnum()

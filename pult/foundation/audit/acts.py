"""The registry of privileged acts: short dotted names that each context declares, with a sentence for people."""

from django.utils.functional import Promise

_declared: dict[str, str | Promise] = {}


def declare(act: str, label: str | Promise) -> None:
    """Make an act known. Called by a context's `types.py` when it is imported."""
    _declared[str(act)] = label


def declared() -> dict[str, str | Promise]:
    """Every act with its sentence, by name."""
    return dict(sorted(_declared.items()))


def label_of(act: str) -> str:
    """The sentence for an act; its name when the running release no longer knows it."""
    return str(_declared.get(act, act))

"""The values of fields: kinds, what they are for, and what is shown when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

One = str | Decimal | date | bool
Given = One | tuple[str, ...]
Words = dict[str, str]


class Kind(StrEnum):
    """What can be written into a field."""

    SHORT = "short"
    LONG = "long"
    NUMBER = "number"
    DAY = "day"
    YES_NO = "yes_no"
    ONE = "one"
    SEVERAL = "several"
    LINK = "link"
    MAIL = "mail"
    PHONE = "phone"

    @property
    def has_choices(self) -> bool:
        return self in {Kind.ONE, Kind.SEVERAL}


class Audience(StrEnum):
    """What a field is for."""

    CONVERSATION = "conversation"
    CUSTOMER = "customer"
    COMPANY = "company"


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a value must be like, and when it is asked for; the same for the server and for a page."""

    key: str
    kind: Kind
    decimals: int = 0
    choices: tuple[str, ...] = ()
    other: str = ""
    when: tuple[str, ...] = ()


def as_words(value: Given | None) -> frozenset[str]:
    """A value as conditions compare it."""
    if value is None:
        return frozenset()
    if isinstance(value, bool):
        return frozenset({"yes" if value else "no"})
    return frozenset(value) if isinstance(value, tuple) else frozenset({str(value)})


def shown(shapes: Iterable[Shape], values: Mapping[str, Given]) -> frozenset[str]:
    """The keys that are asked for: a field stands on its own, or the one that it depends on is shown and fits."""
    by_key = {shape.key: shape for shape in shapes}

    def fits(shape: Shape, seen: frozenset[str]) -> bool:
        if not shape.other:
            return True
        other = by_key.get(shape.other)
        if other is None or other.key in seen:
            return False
        chosen = as_words(values.get(other.key)) & set(shape.when)
        return bool(chosen) and fits(other, seen | {other.key})

    return frozenset(key for key, shape in by_key.items() if fits(shape, frozenset({key})))

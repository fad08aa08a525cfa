"""The values of fields: kinds, what they are for, what a form asks, and what is shown when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.rights import SUPERVISORS_UP
from pult.foundation.text.tongues import said

One = str | Decimal | date | bool
Given = One | tuple[str, ...]
Words = dict[str, str]

YES, NO = "yes", "no"
YES_OR_NO: tuple[tuple[str, str | Promise], ...] = ((YES, _("Yes")), (NO, _("No")))


class Right(StrEnum):
    """What fields let people do."""

    MANAGE = "fields.manage"


rights.declare(Right.MANAGE, _("Set up fields and types of one's own"), granted_to=SUPERVISORS_UP)


class Kind(TextChoices):
    """What can be written into a field."""

    SHORT = "short", _("Text")
    LONG = "long", _("Long text")
    NUMBER = "number", _("Number")
    DAY = "day", _("Date")
    YES_NO = "yes_no", _("Yes or no")
    ONE = "one", _("One of a list")
    SEVERAL = "several", _("Several of a list")
    LINK = "link", _("Link")
    MAIL = "mail", _("Mail address")
    PHONE = "phone", _("Phone number")

    @property
    def has_choices(self) -> bool:
        """Whether its values are chosen from a list of one's own."""
        return self in {Kind.ONE, Kind.SEVERAL}

    @property
    def decides(self) -> bool:
        """Whether other fields can be asked for depending on it."""
        return self in {Kind.ONE, Kind.SEVERAL, Kind.YES_NO}


class Audience(TextChoices):
    """What a field is for."""

    CONVERSATION = "conversation", _("Conversations")
    CUSTOMER = "customer", _("Customers")
    COMPANY = "company", _("Companies")


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What a value must be like, and when it is asked for; the same for the server and for a page."""

    key: str
    kind: Kind
    decimals: int = 0
    choices: tuple[str, ...] = ()
    other: str = ""
    when: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked(Shape):
    """A field with everything that those who ask for its value, or show it, need."""

    pk: int
    audience: Audience
    names: Words = field(hash=False)
    helps: Words = field(default_factory=dict, hash=False)
    words: tuple[tuple[str, Words], ...] = field(default=(), hash=False)
    default: tuple[str, ...] = ()
    is_required: bool = False
    is_public: bool = False
    is_personal: bool = False

    @property
    def name(self) -> str:
        """What it is called, in the reader's language."""
        return said(self.names) or self.key

    @property
    def help(self) -> str:
        """What else is said about it, in the reader's language."""
        return said(self.helps)

    @property
    def options(self) -> list[tuple[str, str | Promise]]:
        """What can be chosen now, in the reader's language."""
        if self.kind == Kind.YES_NO:
            return list(YES_OR_NO)
        offered = set(self.choices)
        return [(key, said(names) or key) for key, names in self.words if key in offered]

    def called(self, choice: str) -> str:
        """The words of a choice, of one that is offered no longer as well."""
        if self.kind == Kind.YES_NO:
            return str(dict(YES_OR_NO).get(choice, choice))
        return said(dict(self.words).get(choice, {})) or choice


@dataclass(frozen=True, kw_only=True)
class AskedType:
    """A type of conversation with its form: the keys of the fields that are asked, in order."""

    pk: int
    names: Words = field(hash=False)
    keys: tuple[str, ...] = ()
    is_public: bool = False
    is_retired: bool = False

    @property
    def name(self) -> str:
        """What it is called, in the reader's language."""
        return said(self.names)


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything that can be asked for, as it is now."""

    fields: tuple[Asked, ...] = ()
    types: tuple[AskedType, ...] = ()

    @cached_property
    def _by_audience(self) -> dict[str, tuple[Asked, ...]]:
        return {one: tuple(f for f in self.fields if f.audience == one) for one in Audience}

    def of(self, audience: Audience) -> tuple[Asked, ...]:
        """The fields of such things, in order."""
        return self._by_audience[audience]

    @cached_property
    def offered(self) -> tuple[AskedType, ...]:
        """The types that can be chosen now."""
        return tuple(one for one in self.types if not one.is_retired)

    def type(self, pk: int | None) -> AskedType | None:
        """The type with this number, of one that is retired as well."""
        return next((one for one in self.types if one.pk == pk), None)

    @cached_property
    def everywhere(self) -> tuple[Asked, ...]:
        """What is asked of every conversation: the fields that stand in no type's form."""
        placed = {key for one in self.types for key in one.keys}
        return tuple(one for one in self.of(Audience.CONVERSATION) if one.key not in placed)

    def form(self, type_id: int | None) -> tuple[Asked, ...]:
        """What is asked of a conversation of this type: what every one is asked, then the form of the type."""
        chosen = self.type(type_id)
        known = {one.key: one for one in self.of(Audience.CONVERSATION)}
        own = (known[key] for key in chosen.keys if key in known) if chosen else ()
        return (*self.everywhere, *own)

    def openings(self, *, is_public: bool = False) -> tuple[tuple[AskedType, ...], tuple[Asked, ...]]:
        """What whoever begins a conversation can choose and fill in: the types, and every field of their forms."""
        types = tuple(one for one in self.offered if one.is_public or not is_public)
        found = {one.key: one for one in self.everywhere}
        for one in types:
            found |= {field.key: field for field in self.form(one.pk)}
        return types, tuple(one for one in found.values() if one.is_public or not is_public)

    @property
    def has_forms(self) -> bool:
        """Whether anything is asked of conversations at all."""
        return bool(self.offered or self.of(Audience.CONVERSATION))


def as_words(value: Given | None) -> frozenset[str]:
    """A value as conditions compare it."""
    if value is None:
        return frozenset()
    if isinstance(value, bool):
        return frozenset({YES if value else NO})
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


def missing(asked: Iterable[Asked], values: Mapping[str, Given]) -> list[Asked]:
    """What has to be filled in before a conversation is solved: required, shown, and still empty."""
    form = tuple(asked)
    visible = shown(form, values)
    return [one for one in form if one.is_required and one.key in visible and one.key not in values]

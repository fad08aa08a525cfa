"""From the cells of a row to what is wanted of it; a row that makes no sense is refused with a sentence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.customers.models import Purpose
from pult.customers.operations import normalised
from pult.customers.types import IdentityKind
from pult.fields.errors import WrongValue
from pult.fields.queries import typed_in
from pult.fields.types import NO, YES, Asked, Given, Kind
from pult.foundation.errors import Invalid
from pult.foundation.sheets import RISKY

from .columns import CONSENT, FIELD, SEVERAL, language_of, own_fields, purposes_of, targets_of
from .types import What

NAME, NOTE, ADDRESS = 160, 5000, 254
FEWEST_DIGITS = 5
PARTED = re.compile(r"[;,\n|]+")
AGREED = {
    True: frozenset(["yes", "y", "true", "1", "x", "da", "d", "да", "д", "✓", "ja"]),
    False: frozenset(["no", "n", "false", "0", "ne", "не", "н", "nein", "-"]),
}


class BadRow(Invalid):
    """A row that cannot be brought in."""

    code = "bad_row"


@dataclass(kw_only=True)
class Wanted:
    """What a row says. Empty cells say nothing."""

    name: str = ""
    company: str = ""
    domain: str = ""
    language: str = ""
    note: str = ""
    identities: list[tuple[IdentityKind, str]] = field(default_factory=list)
    fields: dict[str, Given] = field(default_factory=dict)
    consents: dict[int, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """Reads the rows of one table: which column means what."""

    what: str
    targets: Sequence[str]

    @cached_property
    def own(self) -> dict[str, Asked]:
        """The department's own fields, by what a column calls them."""
        return {f"{FIELD}{one.key}": one for one in own_fields(self.what)}

    @cached_property
    def purposes(self) -> dict[str, Purpose]:
        """What customers can agree to, by what a column calls it."""
        return {f"{CONSENT}{one.pk}": one for one in purposes_of(self.what)}

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """In which columns each thing stands."""
        offered, found = targets_of(self.what), dict[str, list[int]]()
        for place, target in enumerate(self.targets):
            if target in offered:
                found.setdefault(target, []).append(place)
        return found

    def read(self, cells: Sequence[str]) -> Wanted:
        """What a row wants, or a `BadRow` that says what is wrong with it."""
        said = {
            target: [text for place in places if place < len(cells) and (text := _bare(cells[place]))]
            for target, places in self.places.items()
        }
        wanted = Wanted(
            company=_short(said, "company"),
            domain=_domain(_short(said, "domain")),
            note="\n".join(said.get("note", []))[:NOTE],
        )
        wanted.identities = list(dict.fromkeys(_identities(said)))
        wanted.name = (
            _short(said, "name")
            or " ".join(part for key in ("first_name", "last_name") if (part := _short(said, key)))[:NAME]
        )
        wanted.language = _language(_short(said, "language"))
        wanted.fields = {
            one.key: value
            for target, one in self.own.items()
            if (value := _value(one, said.get(target))) is not None
        }
        wanted.consents = {
            one.pk: _agreed(one, texts[0])
            for target, one in self.purposes.items()
            if (texts := said.get(target))
        }
        return self._checked(wanted)

    def _checked(self, wanted: Wanted) -> Wanted:
        if self.what == What.CUSTOMERS and not wanted.identities:
            raise BadRow(_("There is neither a mail address nor a number."))
        if self.what == What.COMPANIES and not wanted.name:
            raise BadRow(_("There is no name."))
        return wanted


def _bare(cell: str) -> str:
    """A cell without the sign by which tables keep words from being taken for formulas."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(RISKY) else text


def _short(said: Mapping[str, list[str]], key: str) -> str:
    return " ".join(" ".join(said.get(key, [])[:1]).split())[:NAME]


def _identities(said: Mapping[str, list[str]]) -> Iterable[tuple[IdentityKind, str]]:
    for key in SEVERAL:
        kind = IdentityKind(key)
        for text in said.get(key, []):
            for part in PARTED.split(text):
                if value := part.strip().removeprefix("mailto:").strip("<>"):
                    yield kind, _identity(kind, value)


def _identity(kind: IdentityKind, text: str) -> str:
    value = normalised(kind, text)
    if kind == IdentityKind.EMAIL:
        try:
            validate_email(value)
        except ValidationError:
            raise BadRow(_("“%(value)s” is no mail address.") % {"value": text[:80]}) from None
    if kind == IdentityKind.PHONE and len(value.removeprefix("+")) < FEWEST_DIGITS:
        raise BadRow(_("“%(value)s” is no phone number.") % {"value": text[:80]})
    if len(value) > ADDRESS:
        raise BadRow(_("“%(value)s…” is too long.") % {"value": text[:40]})
    return value


def _domain(text: str) -> str:
    """A mail domain, of a whole address of a page or a mail as well."""
    bare = re.sub(r"^[a-z]+://", "", text.casefold()).rpartition("@")[2].partition("/")[0].partition(":")[0]
    bare = bare.removeprefix("www.").strip(".")
    if text and not re.fullmatch(r"[\w-]+(\.[\w-]+)+", bare):
        raise BadRow(_("“%(value)s” is no mail domain.") % {"value": text[:80]})
    return bare


def _language(text: str) -> str:
    if not text:
        return ""
    found = language_of(text)
    if found is None:
        raise BadRow(_("The language “%(value)s” is not known here.") % {"value": text[:40]})
    return found


def _value(asked: Asked, texts: list[str] | None) -> Given | None:
    if not texts:
        return None
    try:
        agreed = _said_yes(texts[0]) if asked.kind == Kind.YES_NO else None
        said = texts[0] if agreed is None else YES if agreed else NO
        return typed_in(asked, said, language=get_language() or "en")
    except WrongValue as refusal:
        raise BadRow(f"“{asked.name}”: {refusal}") from refusal


def _agreed(purpose: Purpose, text: str) -> bool:
    agreed = _said_yes(text)
    if agreed is None:
        raise BadRow(
            _("“%(purpose)s”: write yes or no, not “%(value)s”.")
            % {"purpose": purpose.name, "value": text[:40]}
        )
    return agreed


def _said_yes(text: str) -> bool | None:
    bare = text.strip().casefold()
    return next((answer for answer, words in AGREED.items() if bare in words), None)

"""Acts that were chosen with their values: kept, checked, and said in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from pult.conversations.canned import unknown_in
from pult.conversations.conditions.kinds import LONGEST_AMOUNT, Unit
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.errors import Invalid

from .registry import Act, Use, Value, act_named

MOST_CHOSEN = 12
LONGEST = 10_000
SHOWN = 80


class Offered:
    """What acts offer to somebody, asked once each however many are shown."""

    def __init__(self, actor: Actor = SYSTEM) -> None:
        self.actor = actor
        self._known: dict[str, dict[str, str]] = {}

    def by(self, act: Act) -> dict[str, str]:
        """The values that an act offers, with their words."""
        if act.key not in self._known:
            found = act.options(self.actor) if act.options is not None else []
            self._known[act.key] = {value: str(label) for value, label in found}
        return self._known[act.key]


@dataclass(frozen=True)
class Chosen:
    """One act with its value, as it is kept."""

    key: str
    value: str

    @property
    def act(self) -> Act | None:
        """What is done; None when nobody knows it any more."""
        return act_named(self.key)

    def as_json(self) -> list[str]:
        """Plain values to be kept."""
        return [self.key, self.value]

    def wrong(self, use: Use) -> str:
        """Why it cannot be chosen like this, as a sentence; nothing when all is well."""
        act = self.act
        if act is None or use not in act.uses:
            return _("There is no act “%(name)s” any more. Remove it.") % {"name": self.key}
        complaint = CHECKS[act.value](self.value) or (act.check(self.value) if act.check else "")
        return complaint and f"“{act.label}”: {complaint}"

    def gone(self, offered: Offered | None = None) -> str:
        """What was chosen here and is no longer there, as a sentence; nothing when it is there."""
        act = self.act
        if act is None:
            return _("There is no act “%(name)s” any more. Remove it.") % {"name": self.key}
        if act.options is None or not self.value:
            return ""
        if self.value in (offered or Offered()).by(act):
            return ""
        sentence = _("“%(name)s” names something that is no longer there. Choose again or remove it.")
        return sentence % {"name": act.label}

    def words(self, offered: Offered | None = None) -> str:
        """What it does, such as “Set the priority: High”."""
        act = self.act
        if act is None:
            return self.key
        return _("%(act)s: %(value)s") % {
            "act": act.label,
            "value": self._value_in_words(act, offered or Offered()),
        }

    def _value_in_words(self, act: Act, offered: Offered) -> str:
        if act.options is not None:
            return offered.by(act).get(self.value) or _("something that is no longer there")
        if act.value == Value.SPAN and not _span(self.value):
            amount, unit = self.value.split()
            return f"{amount} {Unit(unit).label}"
        plain = " ".join(self.value.split())
        return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"


def read(kept: Iterable[Sequence[str]]) -> tuple[Chosen, ...]:
    """Acts from what was kept of them, or came from outside; refused when they have another shape."""
    try:
        return tuple(Chosen(str(key)[:40], str(value)[:LONGEST]) for key, value in kept)
    except (TypeError, ValueError) as error:
        raise Invalid(_("These acts cannot be read.")) from error


def _some(value: str) -> str:
    return "" if value.strip() else _("choose a value.")


def _list(value: str) -> str:
    return "" if any(part.strip() for part in value.split(",")) else _("name one at least.")


def _text(value: str) -> str:
    if not value.strip():
        return _("write a text.")
    if unknown := unknown_in(value):
        return _("“%(name)s” is not a variable. Choose one from the list.") % {"name": unknown[0]}
    return ""


def _moment(value: str) -> str:
    return "" if parse_datetime(value) else _("choose a moment.")


def _span(value: str) -> str:
    amount, _space, unit = value.partition(" ")
    is_number = amount.isascii() and amount.isdigit() and len(amount) <= 5
    if is_number and 0 < int(amount) <= LONGEST_AMOUNT and unit in Unit.values:
        return ""
    return _("write a whole number, from 1 to 10000, and choose a unit.")


CHECKS = {
    Value.CHOICE: _some,
    Value.LIST: _list,
    Value.TEXT: _text,
    Value.MOMENT: _moment,
    Value.SPAN: _span,
}

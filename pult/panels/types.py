"""The values of panels: kinds, what an answer can show, how an asking ends, rights and acts."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import AGENTS_UP


class Right(StrEnum):
    """What panels lets people do."""

    SEE = "panels.see"
    MANAGE = "panels.manage"


rights.declare(Right.SEE, _("See what the house’s own systems know of a customer"), granted_to=AGENTS_UP)
rights.declare(Right.MANAGE, _("Set up side panels of the house’s own systems"))


class Act(StrEnum):
    """The privileged acts of panels, as the audit log names them."""

    ADDED = "side_panel.added"
    CHANGED = "side_panel.changed"
    REMOVED = "side_panel.removed"


acts.declare(Act.ADDED, _("Added a side panel"))
acts.declare(Act.CHANGED, _("Changed a side panel"))
acts.declare(Act.REMOVED, _("Removed a side panel"))


class Kind(TextChoices):
    """How a panel shows what another system knows."""

    LINK = "link", pgettext_lazy("panel", "Link")
    FRAME = "frame", pgettext_lazy("panel", "Page in a frame")
    LOOKUP = "lookup", pgettext_lazy("panel", "Look-up")


class Shape(TextChoices):
    """What one value of an answer is."""

    TEXT = "text", pgettext_lazy("value", "Text")
    NUMBER = "number", pgettext_lazy("value", "Number")
    DATE = "date", pgettext_lazy("value", "Date")
    MONEY = "money", pgettext_lazy("value", "Money")
    LINK = "link", pgettext_lazy("value", "Link")
    BADGE = "badge", pgettext_lazy("value", "Badge")


class State(StrEnum):
    """How an asking has ended."""

    KNOWN = "known"
    NOTHING = "nothing"
    MISSING = "missing"
    SILENT = "silent"
    RESTING = "resting"
    BUSY = "busy"
    REFUSED = "refused"
    ODD = "odd"


SAYINGS = {
    State.KNOWN: _("It answered."),
    State.NOTHING: _("Nothing is known there."),
    State.MISSING: _("Something that this needs is not known here."),
    State.SILENT: _("The system did not answer."),
    State.RESTING: _("The system has not answered several times, and is left alone for a moment."),
    State.BUSY: _("Too much is being looked up right now."),
    State.REFUSED: _("The system refused to tell."),
    State.ODD: _("The system answered with something that cannot be read."),
}
# Whoever sees one of these may ask again.
AGAIN = frozenset({State.SILENT, State.RESTING, State.BUSY, State.REFUSED, State.ODD})

TROUBLES = {
    "private": _("The address leads into a private network, which is not called."),
    "plain": _("The address has to begin with https://."),
    "malformed": _("This is not an address that can be called."),
    "unknown": _("Nobody knows this name."),
    "too_slow": _("No answer came in time."),
    "unreachable": _("No connection could be made, or its certificate is not valid."),
}


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What an answer is taken apart into: under which words, from where, as what."""

    label: str
    where: str
    shape: Shape = Shape.TEXT


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One value, ready to be shown. `href` is an address of http or https, or empty."""

    text: str = ""
    shape: Shape = Shape.TEXT
    href: str = ""
    tone: str = "neutral"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A value with its words."""

    label: str
    cell: Cell


@dataclass(frozen=True, kw_only=True)
class Table:
    """A list of things, such as the last orders."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int = 0

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """The words above each column, and whether its values stand on the right, as numbers do."""
        figures = {Shape.NUMBER, Shape.MONEY}
        first = self.rows[0] if self.rows else ()
        return [(head, cell.shape in figures) for head, cell in zip(self.heads, first, strict=False)]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is shown of an answer, and which places of it were empty."""

    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    empty: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to be seen."""
        return not self.lines and not any(table.rows for table in self.tables)


@dataclass(frozen=True, kw_only=True)
class Asking:
    """How an asking went: what is shown, or why nothing is. The rest is for whoever tries it."""

    state: State
    shown: Shown = field(default_factory=Shown)
    address: str = ""
    status: int = 0
    seconds: float = 0.0
    size: int = 0
    begins: str = ""
    why: str = ""

    @property
    def says(self) -> str:
        """The state in words."""
        return str(SAYINGS[self.state])

    @property
    def may_ask_again(self) -> bool:
        """Whether it is worth another try."""
        return self.state in AGAIN

"""The values of imports and exports."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Whether documents come in or go out."""

    IN = "in", _("Import")
    OUT = "out", _("Export")


class TransferState(TextChoices):
    """How far it is."""

    WAITING = "waiting", _("Being read")
    PLANNED = "planned", _("Ready to be brought in")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Stopped")


class Fate(TextChoices):
    """What becomes of a document that comes in."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("The same as here")
    SKIPPED = "skipped", _("Left out")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How documents come in, as far as their files do not say it themselves."""

    collection: str
    language: str = "en"
    kind: str = "article"
    audience: str = "public"
    publishes: bool = True

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """As it was kept."""
        return cls(**kept)

    def as_json(self) -> dict[str, Any]:
        """To be kept."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One document of an import: what becomes of it, and why."""

    title: str
    path: str
    fate: Fate
    languages: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    document: int | None = None

    def as_json(self) -> dict[str, Any]:
        """To be kept and shown."""
        return {**asdict(self), "fate": str(self.fate)}

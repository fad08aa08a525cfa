"""What the ledger announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class TargetSet(Event):
    """A target was set or changed."""

    name: ClassVar[str] = "metric_target.set"
    about: ClassVar[str] = "target"
    target_id: int
    metric: str
    department_id: int | None
    value: float


@dataclass(frozen=True, kw_only=True)
class TargetCleared(Event):
    """A target was dropped."""

    name: ClassVar[str] = "metric_target.cleared"
    about: ClassVar[str] = "target"
    target_id: int
    metric: str

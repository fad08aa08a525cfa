"""What panels announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class PanelChanged(Event):
    """A side panel of the house's own systems was added, changed, moved or removed (`what`)."""

    name: ClassVar[str] = "panel.changed"
    about: ClassVar[str] = "panel"
    panel_id: int
    what: str

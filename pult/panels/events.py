"""What panels announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class SidePanelChanged(Event):
    """A side panel of the house's own systems was added, changed, moved or removed (`what`)."""

    name: ClassVar[str] = "side_panel.changed"
    about: ClassVar[str] = "side_panel"
    side_panel_id: int
    what: str

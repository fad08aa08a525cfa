"""The facts that inboxes announce."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class InboxRestricted(Event):
    """From now on what comes in here is for some people only, or for others than before."""

    about: ClassVar[str] = "inbox"
    name: ClassVar[str] = "inbox.restricted"
    inbox_id: int

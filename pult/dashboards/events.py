"""What dashboards announce."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class MailingChanged(Event):
    """A report by mail was made, changed, paused, stopped by a reader, or dropped (`what`)."""

    name: ClassVar[str] = "report_mail.changed"
    about: ClassVar[str] = "mailing"
    mailing_id: int
    what: str

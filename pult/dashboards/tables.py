"""A table as a value: shown in a mail, sent as a file."""

from dataclasses import dataclass

from pult.foundation.sheets import Rows
from pult.metrics.types import Period


@dataclass(frozen=True, kw_only=True)
class Table:
    """A title, and rows of which the first is the head. It is read once."""

    key: str
    title: str
    period: Period
    rows: Rows

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"{self.key}-{self.period.start}-{self.period.end}"

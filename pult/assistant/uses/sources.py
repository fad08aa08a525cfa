"""What a model may answer from: published articles that everybody may read."""

import re
from dataclasses import dataclass
from typing import Any, Final

from pult.assistant.queries.letters import found_for
from pult.knowledge.types import Reader

MOST_SOURCES: Final = 3
LONGEST_SOURCE: Final = 3_000
_MARK: Final = re.compile(r"</?mark>")


@dataclass(frozen=True, kw_only=True)
class Source:
    """One text with a number, by which it is cited."""

    number: int
    title: str
    text: str
    url: str = ""
    language: str = ""

    @property
    def given(self) -> dict[str, Any]:
        """As it is given to the model."""
        return {"number": self.number, "title": self.title, "text": self.text}

    @property
    def shown(self) -> dict[str, Any]:
        """As it is shown beside what cites it."""
        return {"number": self.number, "title": self.title, "url": self.url}


def articles(text: str, *, language: str, brand_id: int | None = None) -> list[Source]:
    """The published articles that speak of a text, the best first."""
    found = found_for(text, reader=Reader(brand_id=brand_id), language=language, limit=MOST_SOURCES)
    return [
        Source(
            number=number,
            title=one.translation.title,
            text=_body(one.translation.published.body if one.translation.published else str(one.passage)),
            url=f"/hc/{language}/articles/{one.translation.document_id}-{one.translation.slug}",
            language=one.translation.language,
        )
        for number, one in enumerate(found, start=1)
    ]


def _body(text: str) -> str:
    return _MARK.sub("", text)[:LONGEST_SOURCE]

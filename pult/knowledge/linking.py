"""Links from one document to another: `/knowledge/12` in the text, whoever reads it and in whatever language."""

import re
from typing import Final

_LINK: Final = re.compile(r"\]\(\s*<?/knowledge/(\d{1,9})(?:[/#?][^)>\s]*)?>?")


def documents_in(body: str) -> set[int]:
    """The documents that a text in Markdown leads to."""
    return {int(found) for found in _LINK.findall(body)}


def address_in_text(document_id: int) -> str:
    """How a text leads to a document."""
    return f"/knowledge/{document_id}"

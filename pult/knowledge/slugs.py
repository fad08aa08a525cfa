"""Names in addresses, from titles in any of the languages."""

import re

from pult.foundation.text.letters import without_marks
from pult.foundation.text.script import to_latin


def slug_of(title: str) -> str:
    """Lower case, Latin letters without marks, hyphens between words; empty when nothing is left."""
    plain = without_marks(to_latin(title).lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100].rstrip("-")

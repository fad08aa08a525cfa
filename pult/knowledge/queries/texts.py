"""A published text as pages show it: its words, its headings, its body with links that lead where the reader is."""

import re
from collections.abc import Callable

from pult.knowledge.linking import address_in_text
from pult.knowledge.markdown import headings as headings_in
from pult.knowledge.markdown import plain
from pult.knowledge.models import Revision

LINK = re.compile(rf'href="{re.escape(address_in_text(0)[:-1])}(\d{{1,9}})(?=["/#?])')


def words_of(revision: Revision) -> str:
    """What it says, without marks."""
    return plain(revision.html)


def headings_of(revision: Revision, *, deepest: int = 3) -> list[tuple[int, str, str]]:
    """Its headings: level, address within the page, words."""
    return [one for one in headings_in(revision.html) if one[0] <= deepest]


def body_of(revision: Revision, *, address_of: Callable[[int], str]) -> str:
    """The HTML that is shown; links to other documents lead to where `address_of` says that they are read."""
    return LINK.sub(lambda found: f'href="{address_of(int(found[1]))}', revision.html)

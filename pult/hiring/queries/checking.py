"""The guide of an application check: documents, answers, and places in them that are worth a second look.

They are places to look and nothing else: they are not added up to a mark, kept, sorted by, or used to reject anybody.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from pult.foundation.actors import Actor
from pult.foundation.files.operations import read
from pult.foundation.text.spelling import Place, Slip, places
from pult.hiring.documents import text_of
from pult.hiring.models import ApplicationFile, EvidenceStep
from pult.hiring.types import FileKind

SLIPS = {
    Slip.UNKNOWN: _("In no dictionary"),
    Slip.WRITTEN_APART: _("Usually written apart"),
    Slip.WRITTEN_TOGETHER: _("Usually written together"),
    Slip.PHRASE: _("Usually said otherwise"),
    Slip.SPACES: _("A space too many"),
    Slip.PUNCTUATION: _("Punctuation"),
}
_GREETS = re.compile(
    r"\b(dear|hello|hi|good (?:morning|day|afternoon|evening)|poštovan\w*|dragi\w*|draga|dobar dan|bok|zdravo"
    r"|поштован\w*|драги\w*|драга|добар дан|здраво)\b", re.IGNORECASE,
)  # fmt: skip
_CLOSES = re.compile(
    r"\b(regards|sincerely|faithfully|wishes|thank you|pozdrav\w*|srdačno|poštovanjem|hvala|поздрав\w*|срдачно"
    r"|поштовањем|хвала)\b", re.IGNORECASE,
)  # fmt: skip
WHERE_LETTERS_BEGIN_AND_END = 250


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of text; one that is worth a look says why."""

    text: str
    why: str = ""
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Looked:
    """One text of an application, cut at the places to look."""

    title: str
    pieces: list[Piece] = field(default_factory=list)
    count: int = 0
    file: ApplicationFile | None = None
    is_read: bool = True
    has_no_greeting: bool = False
    has_no_closing: bool = False


def application_check(step: EvidenceStep, actor: Actor) -> list[Looked]:  # noqa: ARG001 - every guide says who looks
    """Answers first, then documents, each with its places to look."""
    application = step.application
    answers = [_looked(one.question, one.text) for one in application.answers.order_by("position")]
    files = application.files.select_related("file").order_by("pk")
    return [*answers, *(_file(one) for one in files)]


def _file(one: ApplicationFile) -> Looked:
    text = text_of(read(one.file), one.file.content_type)
    if text is None:
        return Looked(title=one.name, file=one, is_read=False)
    is_letter = one.kind == FileKind.OTHER
    return _looked(one.name, text, file=one, is_letter=is_letter)


def _looked(title: str, text: str, *, file: ApplicationFile | None = None, is_letter: bool = False) -> Looked:
    found = places(text)
    return Looked(
        title=title,
        pieces=list(_pieces(text, found)),
        count=len(found),
        file=file,
        has_no_greeting=is_letter and not _GREETS.search(text[:WHERE_LETTERS_BEGIN_AND_END]),
        has_no_closing=is_letter and not _CLOSES.search(text[-WHERE_LETTERS_BEGIN_AND_END:]),
    )


def _pieces(text: str, found: list[Place]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for place in found:
        if place.start < at:
            continue
        pieces.append(Piece(text=text[at : place.start]))
        words = text[place.start : place.end]
        pieces.append(Piece(text=words, why=str(SLIPS[place.slip]), suggestions=place.suggestions))
        at = place.end
    return [*pieces, Piece(text=text[at:])]

"""The guide of an application check: documents, answers, and places in them that are worth a second look.

They are places to look and nothing else: they are not added up to a mark, sorted by, or used to reject anybody. They
are kept with the text that they stand in, and go with it.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from pult.foundation.actors import Actor
from pult.foundation.text.spelling import Place, Slip
from pult.hiring.models import Answer, ApplicationFile, EvidenceStep, LookedThrough
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
    waits: bool = False
    has_no_greeting: bool = False
    has_no_closing: bool = False


@dataclass(frozen=True, kw_only=True)
class Check:
    """The guide of an application check: its texts, and whether some of them are still being looked through."""

    looked: list[Looked]
    application_id: int

    @property
    def waits(self) -> bool:
        """Whether more will come by itself."""
        return any(one.waits for one in self.looked)


def application_check(step: EvidenceStep, actor: Actor) -> Check:  # noqa: ARG001 - every guide says who looks
    """Answers first, then documents, each with its places to look."""
    application = step.application
    answers = application.answers.select_related("looked_through").order_by("position")
    files = application.files.select_related("file", "looked_through").order_by("pk")
    looked = [
        *(_looked(one.question, _found(one)) for one in answers),
        *(_looked(one.name, _found(one), file=one) for one in files),
    ]
    return Check(looked=looked, application_id=application.pk)


def _found(one: Answer | ApplicationFile) -> LookedThrough | None:
    return getattr(one, "looked_through", None)


def _looked(title: str, found: LookedThrough | None, *, file: ApplicationFile | None = None) -> Looked:
    if found is None or not found.is_read:
        return Looked(title=title, file=file, is_read=False, waits=found is None)
    text, is_letter = found.text, file is not None and file.kind == FileKind.OTHER
    slips = [
        Place(start=s, end=e, slip=Slip(slip), suggestions=tuple(more)) for s, e, slip, more in found.slips
    ]
    return Looked(
        title=title,
        pieces=list(_pieces(text, slips)),
        count=len(slips),
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

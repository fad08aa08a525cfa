"""What knowledge announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class DocumentEvent(Event):
    """Something became of a document."""

    about: ClassVar[str] = "document"
    document_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentWritten(DocumentEvent):
    """Somebody began a document, or its translation into a language."""

    name: ClassVar[str] = "document.written"
    translation_id: int
    language: str


@dataclass(frozen=True, kw_only=True)
class DocumentPublished(DocumentEvent):
    """A version can be read from now on. `matters` when those who have signed are asked again."""

    name: ClassVar[str] = "document.published"
    translation_id: int
    revision_id: int
    language: str
    matters: bool = False


@dataclass(frozen=True, kw_only=True)
class DocumentWithdrawn(DocumentEvent):
    """A translation can no longer be read."""

    name: ClassVar[str] = "document.withdrawn"
    translation_id: int
    language: str


@dataclass(frozen=True, kw_only=True)
class DocumentChanged(DocumentEvent):
    """Its owner, readers, category or review date were changed."""

    name: ClassVar[str] = "document.changed"


@dataclass(frozen=True, kw_only=True)
class DocumentReviewed(DocumentEvent):
    """Somebody looked whether it still holds, and it does."""

    name: ClassVar[str] = "document.reviewed"


@dataclass(frozen=True, kw_only=True)
class SignaturesAsked(DocumentEvent):
    """People were asked to read a version and sign it."""

    name: ClassVar[str] = "document.signatures_asked"
    revision_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentSigned(DocumentEvent):
    """Somebody has read a version and signed it."""

    name: ClassVar[str] = "document.signed"
    revision_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class DocumentRated(DocumentEvent):
    """A reader said whether it helped."""

    name: ClassVar[str] = "document.rated"
    feedback_id: int
    revision: int
    is_helpful: bool


@dataclass(frozen=True, kw_only=True)
class CommentSettled(DocumentEvent):
    """Somebody has dealt with what a reader wrote about a document."""

    name: ClassVar[str] = "comment.settled"
    feedback_id: int


@dataclass(frozen=True, kw_only=True)
class GapSettled(Event):
    """Something that was missing is answered now, or needs no answer."""

    name: ClassVar[str] = "gap.settled"
    about: ClassVar[str] = "gap"
    gap_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class ClosureEvent(Event):
    """A holiday, an outage or moved hours."""

    about: ClassVar[str] = "closure"
    closure_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class ClosureAnnounced(ClosureEvent):
    """Customers are told, in time and everywhere, that the house is not there as usual."""

    name: ClassVar[str] = "closure.announced"


@dataclass(frozen=True, kw_only=True)
class ClosureWithdrawn(ClosureEvent):
    """The house is there after all."""

    name: ClassVar[str] = "closure.withdrawn"

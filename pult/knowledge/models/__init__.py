"""Documents with their translations and revisions, categories, files, signatures."""

from .carrying import Transfer
from .categories import Category
from .closures import Closure, ClosureDay
from .documents import Document, DocumentFile, Link
from .finding import Concept, FindingSettings, Search, TranslationIndex
from .reading import DayOfReading, Feedback, Gap, Visit
from .signing import Acknowledgement, Asking
from .translations import Draft, OldSlug, Revision, Translation

__all__ = [
    "Acknowledgement",
    "Asking",
    "Category",
    "Closure",
    "ClosureDay",
    "Concept",
    "DayOfReading",
    "Document",
    "DocumentFile",
    "Draft",
    "Feedback",
    "FindingSettings",
    "Gap",
    "Link",
    "OldSlug",
    "Revision",
    "Search",
    "Transfer",
    "Translation",
    "TranslationIndex",
    "Visit",
]

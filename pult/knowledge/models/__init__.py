"""Documents with their translations and revisions, categories, files, signatures."""

from .categories import Category
from .documents import Document, DocumentFile, Link
from .signing import Acknowledgement, Asking
from .translations import Draft, OldSlug, Revision, Translation

__all__ = [
    "Acknowledgement",
    "Asking",
    "Category",
    "Document",
    "DocumentFile",
    "Draft",
    "Link",
    "OldSlug",
    "Revision",
    "Translation",
]

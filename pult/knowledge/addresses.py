"""Where a document is read: the staff's page is here; the public one is declared by whoever shows it."""

from collections.abc import Callable

from django.urls import reverse

from .models import Translation

PublicAddress = Callable[[Translation], str]
_public: list[PublicAddress] = []


def declare_public(address: PublicAddress) -> None:
    """Make known where customers read an article; the last one counts."""
    _public[:] = [address]


def public_address(translation: Translation) -> str:
    """Where customers read this; empty while nobody shows articles to them."""
    return _public[0](translation) if _public else ""


def staff_address(document_id: int) -> str:
    """Where the staff reads a document."""
    return reverse("knowledge:reading", kwargs={"pk": document_id})

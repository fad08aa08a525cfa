"""Questions to the audit record."""

from datetime import datetime

from pult.foundation.web.paging import Page, keyset_page

from .models import AuditRecord


def search(
    *,
    words: str = "",
    what: str = "",
    who: str = "",
    about: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    after: str | None = None,
    before: str | None = None,
    size: int = 50,
) -> Page[AuditRecord]:
    """A page of privileged acts, the latest first."""
    found = AuditRecord.objects.between(since, until)
    if words:
        found = found.mentioning(words)
    exact = {"what": what, "who": who, "about": about}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    return keyset_page(found, ["-id"], after=after, before=before, size=size)

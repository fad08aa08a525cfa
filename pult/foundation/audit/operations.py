"""The verb of the audit record."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from pult.foundation.actors import Actor
from pult.foundation.logs import client_ip, request_id

from .models import AuditRecord


def record(
    what: str,
    *,
    by: Actor,
    about: str,
    about_name: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> AuditRecord:
    """Write down who did what to whom, in the transaction of the act, with the request that carried it."""
    return AuditRecord.objects.create(
        what=what,
        who=by.ref,
        who_name=by.name,
        about=about,
        about_name=about_name[:254],
        before=before,
        after=after,
        at=at or timezone.now(),
        request_id=request_id.get(),
        ip=client_ip.get() or None,
    )

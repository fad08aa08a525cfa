"""The audit log."""

from datetime import date, datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pult.accounts.forms import AuditSearch
from pult.foundation.audit import queries
from pult.foundation.web import Request


def read_audit(request: Request) -> HttpResponse:
    """Privileged acts, the latest first."""
    form = AuditSearch(request.GET)
    form.full_clean()
    asked = form.cleaned_data
    page = queries.search(
        words=asked.get("words", ""), what=asked.get("what", ""),
        who=asked.get("who", ""), about=asked.get("about", ""),
        since=_midnight(asked.get("since")), until=_midnight(asked.get("until"), days=1),
        after=request.GET.get("after"), before=request.GET.get("before"),
    )  # fmt: skip
    return render(request, "accounts/audit.html", {"page": page, "form": form})


def _midnight(day: date | None, *, days: int = 0) -> datetime | None:
    """The beginning of a day where the reader is."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time())) if day else None

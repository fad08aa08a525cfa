"""The page of background jobs: how the queue stands, and what failed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pult.foundation.events import waiting
from pult.foundation.jobs import operations, queries
from pult.foundation.web import Request


def read_jobs(request: Request) -> HttpResponse:
    """The queue, and a page of failed jobs."""
    rows, page = queries.failed_jobs(after=request.GET.get("after"), before=request.GET.get("before"))
    queue = queries.queue()
    context = {"queue": queue, "due": queue.waiting + waiting().facts, "rows": rows, "page": page}
    return render(request, "workspace/system/jobs.html", context)


def create_retry(request: Request, pk: int) -> HttpResponse:
    """Run one failed job once more."""
    _tell(request, done=operations.retry(pk, by=request.actor), sentence=_("The job runs again."))
    return redirect("system:jobs")


def create_removal(request: Request, pk: int) -> HttpResponse:
    """Drop one failed job."""
    _tell(
        request,
        done=operations.discard(pk, by=request.actor),
        sentence=_("The job is removed; it will not be done."),
    )
    return redirect("system:jobs")


def create_retries(request: Request) -> HttpResponse:
    """Run every failed job once more."""
    count = operations.retry_all(by=request.actor)
    sentence = ngettext("%(count)s job runs again.", "%(count)s jobs run again.", count) % {"count": count}
    messages.success(request, sentence)
    return redirect("system:jobs")


def _tell(request: Request, *, done: bool, sentence: str) -> None:
    if done:
        messages.success(request, sentence)
    else:
        messages.info(request, _("Somebody was faster: this job has not failed any longer."))

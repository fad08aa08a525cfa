"""`/health`, `/ready` and `/metrics`."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST

from . import figures, state


def read_health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """This process is alive."""
    return HttpResponse("ok\n", content_type="text/plain")


def read_readiness(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """This process can serve people: its database answers and is up to date."""
    now = state.look()
    return JsonResponse(
        {
            "status": "ready" if now.is_ready else "not ready",
            "database": "ok" if now.database else "does not answer",
            "migrations": "ok" if now.migrations else "missing",
            "worker_heartbeat_seconds": now.worker_seconds,
        },
        status=200 if now.is_ready else 503,
    )


def read_figures(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus; not for strangers."""
    if not figures.may_read(request):
        raise PermissionDenied
    return HttpResponse(figures.text(), content_type=CONTENT_TYPE_LATEST)

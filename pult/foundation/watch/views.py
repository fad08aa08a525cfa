"""`/health` and `/ready`."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from . import state


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

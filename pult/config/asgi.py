"""One application for uvicorn: pages through a fixed pool of threads, `/live` through Channels."""

import os
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pult.config.settings")

from a2wsgi import WSGIMiddleware
from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.wsgi import get_wsgi_application
from django.urls import path

# Django must be set up before anything that imports models.
wsgi = get_wsgi_application()

from pult.foundation.live.guard import own_pages_only
from pult.foundation.live.socket import LiveSocket

# Threads keep their database connection, and no request pays for a thread of its own.
THREADS = 12

application = ProtocolTypeRouter(
    {
        "http": WSGIMiddleware(cast("Any", wsgi), workers=THREADS),
        "websocket": own_pages_only(AuthMiddlewareStack(URLRouter([path("live", LiveSocket.as_asgi())]))),
    }
)

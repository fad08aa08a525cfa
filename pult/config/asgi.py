"""One application for uvicorn: pages through a fixed pool of threads, `/live` and `/live/visitor` through Channels."""

import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pult.config.settings")

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.wsgi import get_wsgi_application
from django.urls import path

# Django must be set up before anything that imports models.
wsgi = get_wsgi_application()

from pult.foundation.live.guard import own_pages_only
from pult.foundation.live.socket import LiveSocket
from pult.foundation.web.bridge import Bridge
from pult.gateways.chat.socket import VisitorSocket

# Threads keep their database connection, and no request pays for a thread of its own.
THREADS = 12
# Twenty attachments of the largest size that is usual, with room to spare.
MOST_BYTES = 600 * 1024 * 1024

staff: Any = own_pages_only(AuthMiddlewareStack(LiveSocket.as_asgi()))

application = ProtocolTypeRouter(
    {
        "http": Bridge(wsgi, threads=THREADS, most_bytes=MOST_BYTES),
        "websocket": URLRouter(
            [
                # Visitors sit on other people's pages: their door knows which, and wants no cookie.
                path("live/visitor", VisitorSocket.as_asgi()),
                path("live", staff),
            ]
        ),
    }
)

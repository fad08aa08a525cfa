"""One application for uvicorn: pages through a fixed pool of threads, `/live` through Channels."""

import os

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

# Threads keep their database connection, and no request pays for a thread of its own.
THREADS = 12
# Twenty attachments of the largest size that is usual, with room to spare.
MOST_BYTES = 600 * 1024 * 1024

application = ProtocolTypeRouter(
    {
        "http": Bridge(wsgi, threads=THREADS, most_bytes=MOST_BYTES),
        "websocket": own_pages_only(AuthMiddlewareStack(URLRouter([path("live", LiveSocket.as_asgi())]))),
    }
)

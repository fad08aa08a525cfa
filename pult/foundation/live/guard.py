"""Only pages of this Pult may open a live socket: a browser sends our cookie along for other pages too."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from channels.security.websocket import WebsocketDenier
from django.conf import settings

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]


def own_pages_only(application: Application) -> Application:
    """Let a socket in when the page that opens it came from the host that it calls, or from APP_URL."""

    async def guarded(scope: Scope, receive: Any, send: Any) -> None:
        await (application if is_own_page(scope) else WebsocketDenier())(scope, receive, send)

    return guarded


def is_own_page(scope: Scope) -> bool:
    """Whether the origin that the browser names is ours. Programs name none and are let through to sign-in."""
    headers = {name.lower(): value.decode("latin1") for name, value in scope.get("headers", [])}
    origin = headers.get(b"origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc in {headers.get(b"host", ""), urlsplit(settings.APP_URL).netloc}

"""What goes over the wire to an endpoint: no redirects, no forbidden doors, no endless answers; and what came back."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final

import httpx2

from .addresses import all_may_be_called

MOST_BYTES: Final = 2_000_000
_REMEMBERED: Final = 4_000


class NotAllowed(httpx2.TransportError):
    """The host stands for a door that is not called."""


class TooMuch(httpx2.TransportError):
    """The answer does not end."""


@dataclass
class Heard:
    """What the endpoint answered last, as far as it tells why something failed."""

    status: int = 0
    kind: str = ""
    retry_after: str = ""
    begin: bytes = field(default=b"", repr=False)


class Ear(httpx2.AsyncHTTPTransport):
    """Looks where a call goes, and listens to what comes back."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = Heard()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """One call."""
        self.heard = Heard()
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        try:
            is_allowed = await all_may_be_called(request.url.host, port)
        except OSError as error:
            raise httpx2.ConnectError(str(error), request=request) from error
        if not is_allowed:
            raise NotAllowed(request.url.host, request=request)
        response = await super().handle_async_request(request)
        self.heard.status = response.status_code
        self.heard.kind = response.headers.get("content-type", "")
        self.heard.retry_after = response.headers.get("retry-after", "")
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _Listened(response.stream, self.heard)
        return response


class _Listened(httpx2.AsyncByteStream):
    """An answer that is cut off where it does not end, and whose beginning is remembered."""

    def __init__(self, stream: httpx2.AsyncByteStream, heard: Heard) -> None:
        self.stream, self.heard = stream, heard

    async def __aiter__(self) -> AsyncIterator[bytes]:
        total = 0
        async for piece in self.stream:
            total += len(piece)
            if total > MOST_BYTES:
                raise TooMuch("The answer does not end.")
            if len(self.heard.begin) < _REMEMBERED:
                self.heard.begin += piece
            yield piece

    async def aclose(self) -> None:
        """Let go of the connection."""
        await self.stream.aclose()

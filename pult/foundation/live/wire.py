"""The server's end of a live socket, with a short way for news that go to many pages at once.

A frame to a page is the same bytes for everybody (a server masks nothing, and news are not compressed), so it is made
once and written to each connection. Whatever a page cannot take now goes the ordinary way, through its own queue.
"""

from typing import Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

EXTENSION: Final = "pult.write_frame"
# Why the server closes a page's connection.
NOT_SIGNED_IN: Final = 4401
READS_TOO_SLOWLY: Final = 4408
TEXT_FRAME = 0x81
SHORT, MEDIUM = 126, 1 << 16


def frame_of(text: str) -> bytes:
    """A whole text message as it travels (RFC 6455, section 5.2)."""
    payload = text.encode()
    if len(payload) < SHORT:
        return bytes((TEXT_FRAME, len(payload))) + payload
    if len(payload) < MEDIUM:
        return bytes((TEXT_FRAME, SHORT)) + len(payload).to_bytes(2) + payload
    return bytes((TEXT_FRAME, SHORT + 1)) + len(payload).to_bytes(8) + payload


class LiveProtocol(WebSocketsSansIOProtocol):
    """uvicorn's protocol, which also offers the application to write a ready frame."""

    async def run_asgi(self) -> None:
        """Serve the connection; the application finds the short way among the extensions."""
        extensions: dict[str, object] = {**(self.scope["extensions"] or {}), EXTENSION: self.write_frame}
        self.scope["extensions"] = extensions  # type: ignore[typeddict-item]
        await super().run_asgi()

    def write_frame(self, frame: bytes) -> bool:
        """Write now, if the connection stands and takes it; false when it must wait."""
        stands = self.handshake_complete and not self.close_sent and not self.transport.is_closing()
        if not (stands and self.writable.is_set()):
            return False
        self.transport.write(frame)
        return True

"""The way between a browser and Pult, which can be cut: then nothing passes, and nobody is told."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

PIECE = 65536
# Closed with this, a socket answers whatever still comes with a refusal.
RESET = struct.pack("ii", 1, 0)


class Wire:
    """A relay of TCP connections. What was open when it was cut never works again, as when a phone changes networks."""

    def __init__(self, port: int) -> None:
        self._port, self._age = port, 0
        self._passing = Event()
        self._passing.set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self._door.getsockname()[1]}"
        Thread(target=self._take, daemon=True).start()

    def cut(self) -> None:
        """Let nothing pass from now on, and say nothing."""
        self._age += 1
        self._passing.clear()

    def mend(self) -> None:
        """Let new connections pass. An old one hears of its end when it says something, not before."""
        self._passing.set()

    def close(self) -> None:
        """Take nobody in any more."""
        self.mend()
        self._door.close()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                caller, _address = self._door.accept()
                Thread(target=self._connect, args=(caller, self._age), daemon=True).start()

    def _connect(self, caller: socket.socket, age: int) -> None:
        self._passing.wait()
        with suppress(OSError), caller, socket.create_connection(("127.0.0.1", self._port)) as desk:
            back = Thread(target=self._carry, args=(desk, caller, age), daemon=True)
            back.start()
            self._carry(caller, desk, age)
            back.join()

    def _carry(self, here: socket.socket, there: socket.socket, age: int) -> None:
        with suppress(OSError):
            while piece := here.recv(PIECE):
                self._passing.wait()
                if age != self._age:
                    here.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    here.close()
                    return
                there.sendall(piece)
        if age == self._age:
            with suppress(OSError):
                there.shutdown(socket.SHUT_WR)


@contextmanager
def open_wire(url: str) -> Iterator[Wire]:
    """A wire to the Pult at this address."""
    wire = Wire(int(url.rpartition(":")[2]))
    try:
        yield wire
    finally:
        wire.close()

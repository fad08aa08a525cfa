"""One process that keeps others running: starts them by fork, starts them again when they fall, ends them all.

The parent imports Django once and opens neither connection nor thread; children share its memory and start at once.
"""

import contextlib
import os
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from pult.config.cli.words import Complaint, warn

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
FIRST_WAIT_SECONDS = 0.2
LONGEST_WAIT_SECONDS = 3.0
STEADY_SECONDS = 5.0
FAREWELL_SECONDS = 25.0


class Stopped(Exception):
    """Somebody asked for the end."""


@dataclass
class Child:
    """One process to keep running."""

    name: str
    run: Callable[[], None]
    pid: int | None = None
    began: float = 0.0
    falls: int = 0
    due: float = field(default_factory=time.monotonic)


class Supervisor:
    """Keeps children running until told to stop. Use as a context; leaving it ends every child."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.ended: dict[int, int] = {}
        self.stopping = False
        self.on_end: Callable[[int], None] = lambda _: None

    def __enter__(self) -> Self:
        # Every child holds the reading end: when this process is gone, however it went, they see the end of file.
        self.leash, self.hand = os.pipe()
        self.bell, ring = os.pipe()
        os.set_blocking(ring, False)
        os.set_blocking(self.bell, False)
        signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
        for number in (*STOPPING, signal.SIGCHLD):
            signal.signal(number, lambda *_: None)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def keep(self, name: str, run: Callable[[], None]) -> None:
        """Keep a child running from now on."""
        child = Child(name, run)
        self.children.append(child)
        self._start(child)

    def do(self, name: str, run: Callable[[], None]) -> None:
        """Run something in a child and wait for its end; a failure has said why itself."""
        child = Child(name, run)
        self._start(child)
        while child.pid not in self.ended:
            self._listen(1.0)
            if self.stopping:
                self.children.append(child)
                raise Stopped
        if self.ended.pop(child.pid or 0) != 0:
            raise Complaint(f"Stopped, because this step failed: {name}.")

    def watch(self, seconds: float) -> None:
        """Look after the children for a while. Raises Stopped when a signal asks for the end."""
        until = time.monotonic() + seconds
        while not self.stopping:
            self._look_after()
            left = until - time.monotonic()
            if left <= 0:
                return
            waits = [child.due - time.monotonic() for child in self.children if child.pid is None]
            self._listen(max(0.0, min([left, *waits])))
        raise Stopped

    def stop(self) -> None:
        """End every child: politely first, then not."""
        deadline = time.monotonic() + FAREWELL_SECONDS
        self._signal(signal.SIGTERM)
        while self._living() and time.monotonic() < deadline:
            self._listen(0.5)
            self._note_the_dead()
        self._signal(signal.SIGKILL)
        for child in self._living():
            os.waitpid(child.pid or 0, 0)
            child.pid = None

    def _living(self) -> list[Child]:
        return [child for child in self.children if child.pid is not None]

    def _signal(self, number: int) -> None:
        for child in self._living():
            _signal_group(child.pid or 0, number)

    def _listen(self, seconds: float) -> None:
        """Sleep until a signal comes or the time is up; note who has ended."""
        ready, _, _ = select.select([self.bell], [], [], seconds)
        numbers = os.read(self.bell, 512) if ready else b""
        if any(number in STOPPING for number in numbers):
            self.stopping = True
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    break
                self.ended[pid] = os.waitstatus_to_exitcode(status)

    def _note_the_dead(self) -> list[tuple[Child, int]]:
        dead = [(child, self.ended.pop(child.pid)) for child in self._living() if child.pid in self.ended]
        for child, _ in dead:
            # What it started itself does not outlive it.
            _signal_group(child.pid or 0, signal.SIGKILL)
            self.on_end(child.pid or 0)
            child.pid = None
        return dead

    def _look_after(self) -> None:
        now = time.monotonic()
        for child, status in self._note_the_dead():
            child.falls = 1 if now - child.began > STEADY_SECONDS else child.falls + 1
            wait = min(FIRST_WAIT_SECONDS * 2 ** (child.falls - 1), LONGEST_WAIT_SECONDS)
            child.due = now + wait
            warn(f"The {child.name} process ended ({_why(status)}); it starts again in {wait:g} s.")
        for child in self.children:
            if child.pid is None and child.due <= now:
                self._start(child)

    def _start(self, child: Child) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        child.began = time.monotonic()
        pid = os.fork()
        if pid == 0:
            self._become(child)
        child.pid = pid

    def _become(self, child: Child) -> None:
        """In the child: let go of what is the parent's, run, and never return."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            for number in (*STOPPING, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            os.setsid()
            os.close(self.hand)
            threading.Thread(target=_end_with_parent, args=(self.leash,), daemon=True).start()
            child.run()
            status = 0
        except Complaint as complaint:
            warn(str(complaint))
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except BaseException:  # noqa: BLE001 - nothing may climb into the parent's code
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)


def _end_with_parent(leash: int) -> None:
    """Wait until the parent is gone; then end this process too."""
    while os.read(leash, 1):
        pass
    _signal_group(os.getpid(), signal.SIGTERM)
    time.sleep(FAREWELL_SECONDS)
    _signal_group(os.getpid(), signal.SIGKILL)


def _signal_group(leader: int, number: int) -> None:
    """Every child leads a group of its own, with whatever it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)


def _why(status: int) -> str:
    return f"exit status {status}" if status >= 0 else signal.Signals(-status).name

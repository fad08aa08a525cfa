"""The courier: beside the jobs of every worker, it tells waiting facts as soon as they are announced."""

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, Full, Queue

import psycopg
from django.db import DatabaseError, close_old_connections

from pult.foundation.database.notices import notices

from .delivery import CHANNEL
from .waiting import tell_next

log = logging.getLogger(__name__)

ROUNDS = 3
# News that go astray delay a fact by no more than this.
LOOKS_AGAIN_SECONDS = 2.0
REST_AFTER_TROUBLE_SECONDS = 2.0


class Courier:
    """A few rounds side by side, so that one slow subscriber does not hold up the facts about other things."""

    def __init__(self) -> None:
        self.bell: Queue[None] = Queue(ROUNDS)
        self.ends = False

    def ring(self) -> None:
        """Let one more round look whether facts wait; those that look already need not hear of it."""
        with suppress(Full):
            self.bell.put_nowait(None)

    async def run(self) -> None:
        """Tell facts until cancelled; those that are being told then are told to their end."""
        threads = ThreadPoolExecutor(ROUNDS, "courier")
        loop = asyncio.get_running_loop()
        rounds = [loop.run_in_executor(threads, self._go_rounds) for _ in range(ROUNDS)]
        try:
            await self._listen()
        finally:
            self.ends = True
            for _ in rounds:
                self.ring()
            await asyncio.gather(*rounds, return_exceptions=True)
            threads.shutdown()

    async def _listen(self) -> None:
        while True:
            try:
                async for _notice in notices(CHANNEL):
                    self.ring()
            except (OSError, psycopg.Error) as error:
                log.warning("The courier's wire broke: %s", error)
            await asyncio.sleep(REST_AFTER_TROUBLE_SECONDS)

    def _go_rounds(self) -> None:
        while not self.ends:
            try:
                self._tell_what_waits()
            except DatabaseError:
                log.exception("The courier could not tell a fact; it tries again")
                time.sleep(REST_AFTER_TROUBLE_SECONDS)
            with suppress(Empty):
                self.bell.get(timeout=LOOKS_AGAIN_SECONDS)

    def _tell_what_waits(self) -> None:
        close_old_connections()
        try:
            while not self.ends and tell_next():
                # Where one waits there may be more.
                self.ring()
        finally:
            close_old_connections()


async def run() -> None:
    """One courier, as a service of a worker."""
    await Courier().run()

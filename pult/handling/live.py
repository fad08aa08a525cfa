"""Who works on what right now, in this process. Kept in memory; written down once a minute, for everybody at once."""

import asyncio
import logging
from datetime import datetime

from channels.db import database_sync_to_async
from django.db import Error
from django.utils import timezone

from pult.foundation import live
from pult.foundation.actors import Actor

from . import operations
from .attention import Room
from .types import Piece

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
# What cannot be written is kept for later, but not without end.
MOST_KEPT = 20_000


class Watch:
    """The room of this process, and the task that writes down what was done in it."""

    def __init__(self) -> None:
        self.room = Room()
        self.kept: list[tuple[int, Piece]] = []
        self.task: asyncio.Task[None] | None = None

    def hear(self, actor: Actor, key: int, at: datetime, *, left: bool) -> None:
        """Somebody did something on the page of a conversation, or has left it."""
        if not actor.person_id:
            return
        if left:
            self.room.leave(actor.person_id, key, at)
        else:
            self.room.sign(actor.person_id, key, at)
        if self.task is None or self.task.done():
            self.task = asyncio.get_running_loop().create_task(self._write_down())

    async def _write_down(self) -> None:
        try:
            while self.room.people or self.kept:
                await asyncio.sleep(EVERY_SECONDS)
                await self.keep()
        finally:
            # The process ends: what was seen since is not lost.
            self.kept += self.room.end(timezone.now())
            await self.keep()

    async def keep(self) -> None:
        """Write down what was done up to now; what cannot be written now is told again."""
        self.kept += self.room.take(timezone.now())
        told, self.kept = self.kept, []
        if not told:
            return
        try:
            await database_sync_to_async(operations.keep)(told)
        except Error as error:
            log.warning("Handling time could not be written down: %s", error)
            self.kept = (told + self.kept)[-MOST_KEPT:]


watch = Watch()
live.hear_work("conversation", watch.hear)

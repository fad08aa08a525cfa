"""The reader: beside the jobs of a worker, it passes what is new in the log of facts on to webhooks."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from django.db import DatabaseError, close_old_connections

from . import operations
from .models import Webhook
from .operations.reading import Horizon

log = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
IDLE_SECONDS = 5.0


class Reader:
    """It looks every second while there is a webhook, and seldom while there is none."""

    def __init__(self) -> None:
        self.horizon: Horizon | None = None

    async def run(self) -> None:
        """Read until cancelled."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1, "webhooks") as thread:
            while True:
                has_webhooks = await loop.run_in_executor(thread, self._look)
                await asyncio.sleep(EVERY_SECONDS if has_webhooks else IDLE_SECONDS)

    def _look(self) -> bool:
        close_old_connections()
        try:
            return self.read_on()
        except DatabaseError:
            log.exception("The log of facts could not be read for webhooks; it is tried again")
            return False
        finally:
            close_old_connections()

    def read_on(self) -> bool:
        """Read as far as is settled; false when there is no webhook."""
        if not Webhook.objects.active().exists():
            self.horizon = None
            return False
        self.horizon = self.horizon or Horizon.now()
        if self.horizon.is_settled:
            operations.read_log(up_to=self.horizon.event_id)
            self.horizon = None
        return True


async def run() -> None:
    """One reader, as a service of a worker."""
    await Reader().run()

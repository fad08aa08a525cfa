"""Long-running doors that a worker keeps open beside its jobs, such as the mail listener.

A context declares one in its `AppConfig.ready`; it runs until it is cancelled and then lets go of what it holds.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

log = logging.getLogger(__name__)

FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 30.0


@dataclass(frozen=True)
class Service:
    """One door: what it is called, and how it is kept open."""

    name: str
    run: Callable[[], Awaitable[None]]


_declared: dict[str, Service] = {}


def declare(name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Make a service known. `run` is a coroutine function that serves until it is cancelled."""
    _declared[name] = Service(name, run)


def declared() -> list[Service]:
    """Every service, by name."""
    return [_declared[name] for name in sorted(_declared)]


async def keep_open(service: Service) -> None:
    """Run one service; open it again, after a growing wait, whenever it falls."""
    wait = FIRST_WAIT_SECONDS
    while True:
        began = asyncio.get_running_loop().time()
        try:
            await service.run()
        except Exception:
            log.exception("The %s fell; it opens again in %s s", service.name, wait)
        else:
            return
        await asyncio.sleep(wait)
        lasted = asyncio.get_running_loop().time() - began
        wait = (
            FIRST_WAIT_SECONDS if lasted > LONGEST_WAIT_SECONDS * 2 else min(wait * 2, LONGEST_WAIT_SECONDS)
        )

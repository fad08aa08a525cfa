"""Listening to what other processes announce with NOTIFY, over a connection of its own."""

from collections.abc import AsyncIterator

import psycopg
from django.db import connections

# A wire that was cut without a word is noticed within a minute.
KEEPALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
OF_DJANGO = ("cursor_factory", "context", "prepare_threshold", "pool")


async def notices(channel: str) -> AsyncIterator[str | None]:
    """What is announced on a channel; None once, when the wire stands. Breaks with `OSError` or `psycopg.Error`."""
    parameters = connections["default"].get_connection_params()
    for key in OF_DJANGO:
        parameters.pop(key, None)
    wire = await psycopg.AsyncConnection.connect(**{**KEEPALIVE, **parameters}, autocommit=True)
    async with wire:
        await wire.execute(f"LISTEN {channel}")
        yield None
        async for notice in wire.notifies():
            yield notice.payload

"""Django's own door to PostgreSQL; only whether a kept connection stands is found out without asking the server."""

import select

import psycopg
from django.db.backends.postgresql import base
from psycopg import pq


class DatabaseWrapper(base.DatabaseWrapper):
    """Looks at the socket where Django sends `SELECT 1` before the first statement of each request."""

    def is_usable(self) -> bool:
        """Whether the connection stands, as far as this side knows: a server that has gone has closed the socket."""
        if self.connection is None:
            return False
        wire = self.connection.pgconn
        try:
            # A server that goes says so first; the end of the stream is found behind what it said.
            while wire.status == pq.ConnStatus.OK and _has_news(wire.socket):
                wire.consume_input()
        except psycopg.Error:
            return False
        return bool(wire.status == pq.ConnStatus.OK)


def _has_news(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))

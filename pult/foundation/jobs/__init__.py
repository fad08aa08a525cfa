"""Background work on the same PostgreSQL: queued in the transaction that causes it, retried, rescued."""

from .queue import Backoff, defer, periodic, task
from .running import run_pending

__all__ = ["Backoff", "defer", "periodic", "run_pending", "task"]

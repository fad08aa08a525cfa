"""Background work on the same PostgreSQL: queued in the transaction that causes it, retried, rescued."""

from .queue import Backoff, defer, defer_each, periodic, task
from .running import before_jobs, run_pending

__all__ = ["Backoff", "before_jobs", "defer", "defer_each", "periodic", "run_pending", "task"]

"""How many statements a request costs."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def statements(ask: Callable[[], object]) -> int:
    """The number of statements that this takes, once everything kept is warm."""
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)

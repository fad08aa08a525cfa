"""One of several processes that make the demo. Nothing here may need Django before `begin` has set it up."""

import os
import threading
import time

import django

LOOKS_EVERY_SECONDS = 0.5


def begin() -> None:
    """Set Django up; from then on the process ends at once when the one that began it has ended."""
    django.setup()
    _keep_plans()
    threading.Thread(target=_leave_with, args=[os.getppid()], daemon=True).start()


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS_EVERY_SECONDS)
    os._exit(1)


def _keep_plans() -> None:
    """The same few statements thousands of times: PostgreSQL need not plan each of them anew."""
    from django.db import connection

    connection.settings_dict["OPTIONS"].update(server_side_binding=True, prepare_threshold=3)

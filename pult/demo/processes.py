"""The beginning of one of several seeding processes. Imports no model: Django is not up yet when this is read."""

import os
import threading
import time

import django


def begin() -> None:
    """Bring Django up, and end at once when the process that began this one has ended."""
    django.setup()
    parent = os.getppid()

    def leave_with_parent() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=leave_with_parent, daemon=True).start()

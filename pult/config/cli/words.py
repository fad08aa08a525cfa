"""How the command speaks: progress, and complaints that say what to do."""

import sys


class Complaint(Exception):
    """Something that the operator can put right; the sentence says how."""


def say(text: str) -> None:
    """One line of progress, at once."""
    print(f"· {text}", flush=True)


def warn(text: str) -> None:
    """One line about something odd, at once."""
    print(f"· {text}", file=sys.stderr, flush=True)

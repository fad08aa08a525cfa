"""Phrases by which mail programs give themselves away, kept one group a line."""

import re


def any_of(lines: str) -> re.Pattern[str]:
    """One pattern of many lines of alternatives; capital letters do not matter."""
    return re.compile("|".join(line.strip() for line in lines.splitlines() if line.strip()), re.IGNORECASE)

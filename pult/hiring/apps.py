"""Hiring as a Django application."""

from django.apps import AppConfig


class HiringConfig(AppConfig):
    """Choosing people: openings, the careers site, applications, and the way of a candidate to a decision."""

    name = "pult.hiring"
    label = "hiring"

    def ready(self) -> None:
        """Listen for facts; make known the areas, the files and the live topics."""
        from . import (  # noqa: F401
            areas,
            circle,
            files,
            live,
            metrics,
            papers,
            subscribers,
            talks,
        )

"""Hiring as a Django application."""

from django.apps import AppConfig


class HiringConfig(AppConfig):
    """Choosing people: openings, the careers site, applications, and the way of a candidate to a decision."""

    name = "pult.hiring"
    label = "hiring"

    def ready(self) -> None:
        """Listen for facts; make known the areas, the files and the live topics."""
        from . import areas, circle, files, live, metrics, subscribers, talks, writing_guide  # noqa: F401

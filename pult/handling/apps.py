"""Handling as a Django application."""

from django.apps import AppConfig


class HandlingConfig(AppConfig):
    """How long people really work on conversations."""

    name = "pult.handling"
    label = "handling"

    def ready(self) -> None:
        """Declare the figure, hear facts and signs of work, and what is done by the clock."""
        from . import jobs, live, metrics, subscribers  # noqa: F401

"""Panels as a Django application."""

from django.apps import AppConfig


class PanelsConfig(AppConfig):
    """What the house's own systems know of a customer."""

    name = "pult.panels"
    label = "panels"

    def ready(self) -> None:
        """Declare the settings, and what is done by the clock."""
        from . import areas, jobs  # noqa: F401

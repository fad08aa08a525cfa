"""Automation as a Django application."""

from django.apps import AppConfig


class AutomationConfig(AppConfig):
    """Triggers on facts, rules by the clock, macros."""

    name = "pult.automation"
    label = "automation"

    def ready(self) -> None:
        """Declare the acts and the settings, listen for facts."""
        from . import acts, areas, arriving, notices, subscribers  # noqa: F401

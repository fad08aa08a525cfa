"""Checklists as a Django application."""

from django.apps import AppConfig


class ChecklistsConfig(AppConfig):
    """The templates of checklists."""

    name = "pult.checklists"
    label = "checklists"

    def ready(self) -> None:
        """Declare the settings."""
        from . import areas  # noqa: F401

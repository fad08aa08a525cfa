"""Moderation as a Django application."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """The block list, and how spam is known at the door."""

    name = "pult.moderation"
    label = "moderation"

    def ready(self) -> None:
        """Declare the settings."""
        from . import areas  # noqa: F401

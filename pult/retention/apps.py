"""Retention as a Django application."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Rules of retention, legal holds, and the log of what went."""

    name = "pult.retention"
    label = "retention"

    def ready(self) -> None:
        """Declare the settings."""
        from . import areas  # noqa: F401

"""Calendars as a Django application."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Opening hours, holidays and exact arithmetic on business time."""

    name = "pult.calendars"
    label = "calendars"

    def ready(self) -> None:
        """Declare the settings."""
        from . import areas  # noqa: F401

"""Notifications as a Django application."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Who is told what, and how it reaches them."""

    name = "pult.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Stand among everybody's own settings."""
        from . import areas, jobs, live  # noqa: F401

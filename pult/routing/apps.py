"""Routing as a Django application."""

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    """Who gets which conversation."""

    name = "pult.routing"
    label = "routing"

    def ready(self) -> None:
        """Listen for facts, stand among the settings, make the live topics known."""
        from . import areas, jobs, live, notices, subscribers  # noqa: F401

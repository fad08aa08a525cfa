"""Routing as a Django application."""

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    """Who gets which conversation."""

    name = "pult.routing"
    label = "routing"

    def ready(self) -> None:
        """Listen for facts."""
        from . import subscribers  # noqa: F401

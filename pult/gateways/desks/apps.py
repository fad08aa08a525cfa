"""Imports from other desks as a Django application."""

from django.apps import AppConfig


class DesksConfig(AppConfig):
    """Other desks: their conversations are brought in, once, without telling anybody."""

    name = "pult.gateways.desks"
    label = "desks"

    def ready(self) -> None:
        """Stand in the settings."""
        from . import areas  # noqa: F401

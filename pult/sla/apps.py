"""Service levels as a Django application."""

from django.apps import AppConfig


class SlaConfig(AppConfig):
    """Service levels: targets, clocks, deadlines that explain themselves."""

    name = "pult.sla"
    label = "sla"

    def ready(self) -> None:
        """Declare the figures and the settings, listen for facts."""
        from . import areas, measures, notices, subscribers  # noqa: F401

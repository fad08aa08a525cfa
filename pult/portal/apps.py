"""The portal as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What customers see: the help centre, and the pages behind their links."""

    name = "pult.portal"
    label = "portal"

    def ready(self) -> None:
        """Stand in the settings."""
        from . import areas, subscribers  # noqa: F401

"""Fields as a Django application."""

from django.apps import AppConfig


class FieldsConfig(AppConfig):
    """What a department wants to know of its own."""

    name = "pult.fields"
    label = "fields"

    def ready(self) -> None:
        """Declare the settings."""
        from . import areas  # noqa: F401

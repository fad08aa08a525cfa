"""The form door as a Django application."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Contact forms: in by a page, out by mail."""

    name = "pult.gateways.forms"
    label = "contact_forms"

    def ready(self) -> None:
        """Listen to what others announce, stand in the settings, declare the figures."""
        from . import areas, jobs, metrics, subscribers  # noqa: F401

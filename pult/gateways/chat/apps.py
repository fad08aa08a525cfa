"""The chat door as a Django application."""

from django.apps import AppConfig


class ChatConfig(AppConfig):
    """In and out by the widget, on by mail when the visitor has gone."""

    name = "pult.gateways.chat"
    label = "chat"

    def ready(self) -> None:
        """Listen to what others announce."""
        from . import areas, jobs, live, subscribers  # noqa: F401

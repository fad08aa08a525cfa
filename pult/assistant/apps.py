"""The assistant as a Django application."""

from django.apps import AppConfig


class AssistantConfig(AppConfig):
    """A bot that knows when to step aside, and help beside a conversation."""

    name = "pult.assistant"
    label = "assistant"

    def ready(self) -> None:
        """Declare the figures and the place in the navigation, listen for facts."""
        from . import areas, jobs, live, metrics, subscribers  # noqa: F401

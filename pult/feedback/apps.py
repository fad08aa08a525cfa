"""Feedback as a Django application."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """What customers thought of it."""

    name = "pult.feedback"
    label = "feedback"

    def ready(self) -> None:
        """Listen for facts and declare the figures."""
        from . import areas, conditions, subscribers  # noqa: F401

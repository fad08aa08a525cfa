"""Surveys as a Django application."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Questions, invitations, answers, and what may be said about them."""

    name = "pult.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Declare the area."""
        from . import areas  # noqa: F401

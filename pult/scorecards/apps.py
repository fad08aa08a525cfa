"""Scorecards as a Django application."""

from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    """One instrument for every judgement of people's work."""

    name = "pult.scorecards"
    label = "scorecards"

    def ready(self) -> None:
        """Declare the area and the live topic."""
        from . import areas, live  # noqa: F401

"""Scorecards as a Django application."""

from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    """One instrument for every judgement of people's work."""

    name = "pult.scorecards"
    label = "scorecards"

    def ready(self) -> None:
        """Declare the area, the live topic, and where evidence can be read in full."""
        from . import areas, live, origins  # noqa: F401

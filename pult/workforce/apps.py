"""The workforce as a Django application."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """People at work: departments, members, presence."""

    name = "pult.workforce"
    label = "workforce"

    def ready(self) -> None:
        """Say who leads whom, and who can be asked together, to those further down who ask."""
        from pult.skills.types import declare_leading

        from . import audiences  # noqa: F401
        from .queries import people_led_by

        declare_leading(people_led_by)

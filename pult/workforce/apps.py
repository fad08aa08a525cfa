"""The workforce as a Django application."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """People at work: departments, members, presence."""

    name = "pult.workforce"
    label = "workforce"

    def ready(self) -> None:
        """Say who leads whom, where people work, and who can be asked together, to those further down who ask."""
        from pult.accounts.types import Placing, declare_placing
        from pult.skills.types import declare_leading

        from . import audiences, jobs  # noqa: F401
        from .queries import departments_to_fill, leaders_to_report_to, people_led_by

        declare_leading(people_led_by)
        declare_placing(Placing(departments=departments_to_fill, leaders=leaders_to_report_to))

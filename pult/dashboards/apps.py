"""Dashboards as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    """Boards, reports, exports."""

    name = "pult.dashboards"
    label = "dashboards"

    def ready(self) -> None:
        """Take a place in the rail."""
        from pult.ui import navigation

        from .types import Right

        navigation.declare(
            navigation.Area(
                label=_("Reports"),
                icon="chart-bar",
                url_name="dashboards:board",
                right=Right.OWN,
                order=800,
                under="/app/reports",
            )
        )

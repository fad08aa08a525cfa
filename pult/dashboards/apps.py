"""Dashboards as a Django application."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Boards and reports, each figure with its definition and the records behind it."""

    name = "pult.dashboards"
    label = "dashboards"

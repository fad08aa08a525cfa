"""Service levels as a Django application."""

from django.apps import AppConfig


class SlaConfig(AppConfig):
    """Service levels: targets, clocks, deadlines that explain themselves."""

    name = "pult.sla"
    label = "sla"

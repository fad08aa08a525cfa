"""The workforce as a Django application."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """People at work: departments, members, presence."""

    name = "pult.workforce"
    label = "workforce"

"""The demo as a Django application."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """One believable department, seeded only through public verbs."""

    name = "pult.demo"
    label = "demo"

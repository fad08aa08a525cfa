"""Background work as a Django application."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs that the floor itself needs."""

    name = "pult.foundation.jobs"
    label = "jobs"

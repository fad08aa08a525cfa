"""Flows as a Django application."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """Stories that cross contexts, in order; calls only."""

    name = "pult.flows"
    label = "flows"

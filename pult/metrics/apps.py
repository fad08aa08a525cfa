"""Metrics as a Django application."""

from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """The ledger of what was measured: declared metrics, facts, roll-ups by day."""

    name = "pult.metrics"
    label = "metrics"

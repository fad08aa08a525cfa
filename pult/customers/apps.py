"""Customers as a Django application."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """People and companies who ask, with their identities."""

    name = "pult.customers"
    label = "customers"

    def ready(self) -> None:
        """Listen for facts."""
        from . import subscribers  # noqa: F401

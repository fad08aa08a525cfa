"""Tables of customers as a Django application."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    """Customers and companies come in from tables, and are taken along as tables."""

    name = "pult.gateways.tables"
    label = "tables"

    def ready(self) -> None:
        """Declare the rights."""
        from . import types  # noqa: F401

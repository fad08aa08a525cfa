"""Brands as a Django application."""

from django.apps import AppConfig

from pult.foundation.web import hosts


class BrandsConfig(AppConfig):
    """Under which names, at which addresses and with which look customers meet the house."""

    name = "pult.brands"
    label = "brands"

    def ready(self) -> None:
        """Pult answers at the hosts of the brands, too."""
        from . import queries

        hosts.also_at(queries.hosts)

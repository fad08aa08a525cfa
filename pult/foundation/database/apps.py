"""The database as a Django application."""

from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    """The database that Pult brings along, and locks that many processes share."""

    name = "pult.foundation.database"
    label = "database"

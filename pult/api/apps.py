"""The API as a Django application."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API: /api/v1, typed and documented by itself."""

    name = "pult.api"
    label = "api"

"""The API as a Django application."""

from django.apps import AppConfig

from pult.foundation import services


class ApiConfig(AppConfig):
    """The API: /api/v1, typed and documented by itself; webhooks, which tell other systems what happens."""

    name = "pult.api"
    label = "api"

    def ready(self) -> None:
        """Have a worker read the log of facts for webhooks, and declare what people are told and where they go."""
        from pult.automation.operations import offer_endpoints

        from . import areas, notices, reader, subscribers  # noqa: F401
        from .queries import endpoints

        offer_endpoints(endpoints)
        services.declare("webhooks", reader.run)

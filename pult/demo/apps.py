"""The demo as a Django application."""

from django.apps import AppConfig
from django.conf import settings


class DemoConfig(AppConfig):
    """One believable department, seeded only through public verbs."""

    name = "pult.demo"
    label = "demo"

    def ready(self) -> None:
        """In a demo, customers have a mailbox behind the built-in listener."""
        if settings.DEMO:
            from pult.gateways.email import operations as email

            from . import operations

            email.take_for_others("demo", takes=operations.is_customers, keep=operations.keep_letter)

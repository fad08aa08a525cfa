"""The mail door as a Django application."""

from django.apps import AppConfig


class EmailConfig(AppConfig):
    """In by SMTP and raw files, out through the outbox."""

    name = "pult.gateways.email"
    label = "email"

    def ready(self) -> None:
        """Listen to what others announce."""
        from . import subscribers  # noqa: F401

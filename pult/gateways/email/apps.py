"""The mail door as a Django application."""

from django.apps import AppConfig

from pult.foundation import services


class EmailConfig(AppConfig):
    """In by SMTP and raw files, out through the outbox."""

    name = "pult.gateways.email"
    label = "email"

    def ready(self) -> None:
        """Listen to what others announce, and have workers keep the mail listener open."""
        from . import areas, listener, subscribers  # noqa: F401

        services.declare("mail listener", listener.run)

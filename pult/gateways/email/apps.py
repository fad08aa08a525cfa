"""The mail door as a Django application."""

from django.apps import AppConfig

from pult.foundation import services


class EmailConfig(AppConfig):
    """In by SMTP, from mailboxes and raw files, out through the outbox."""

    name = "pult.gateways.email"
    label = "email"

    def ready(self) -> None:
        """Listen to what others announce, and have workers keep the mail listener and the mailboxes open."""
        from . import areas, listener, notices, subscribers  # noqa: F401
        from .imap import keeper

        services.declare("mail listener", listener.run)
        services.declare("mailboxes", keeper.run)

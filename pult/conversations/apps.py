"""Conversations as a Django application."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """The heart."""

    name = "pult.conversations"
    label = "conversations"

    def ready(self) -> None:
        """Make the live topics known and listen for facts."""
        from . import attachments, live, notices, subscribers  # noqa: F401
        from .conditions import checklists, desk, fields, links  # noqa: F401
        from .operations import acting, acting_checklists, acting_fields  # noqa: F401

"""Accounts as a Django application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in, their roles and tokens."""

    name = "pult.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to facts; bring pages of settings."""
        from . import areas, subscribers  # noqa: F401 - they register

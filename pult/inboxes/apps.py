"""Inboxes as a Django application."""

from django.apps import AppConfig


class InboxesConfig(AppConfig):
    """Which doors exist: addresses, their department, language and signature."""

    name = "pult.inboxes"
    label = "inboxes"

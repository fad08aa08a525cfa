"""The ui package as a Django application: its templates, its static files and its tags."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Page frame, components, tokens and elements."""

    name = "pult.ui"
    label = "ui"

"""The look as a Django application."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Page frame, components, tokens and elements: the look of Pult."""

    name = "pult.ui"
    label = "ui"

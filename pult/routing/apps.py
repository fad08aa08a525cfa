"""Routing as a Django application."""

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    """Who gets a conversation next."""

    name = "pult.routing"
    label = "routing"

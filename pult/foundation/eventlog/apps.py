"""The event log as a Django application."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Facts and who has heard them."""

    name = "pult.foundation.eventlog"
    label = "events"

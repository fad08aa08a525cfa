"""The portal as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What customers see: survey pages now, the help centre later."""

    name = "pult.portal"
    label = "portal"

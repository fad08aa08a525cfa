"""The mail door as a Django application."""

from django.apps import AppConfig


class EmailGatewayConfig(AppConfig):
    """The mail door: in by SMTP and raw files, out through the outbox."""

    name = "pult.gateways.email"
    label = "email_gateway"

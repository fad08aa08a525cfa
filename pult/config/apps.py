"""Django applications that only the wiring needs."""

from django.apps import AppConfig


class WebSocketsConfig(AppConfig):
    """Channels, for WebSocket routing and sign-in only; its layers are not used."""

    name = "channels"

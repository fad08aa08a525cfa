"""The workspace as a Django application."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """The agent's and supervisor's screens."""

    name = "pult.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Put the areas into the rail."""
        from . import areas  # noqa: F401

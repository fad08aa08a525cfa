"""Skills as a Django application."""

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """What people can do, and the evidence for it."""

    name = "pult.skills"
    label = "skills"

    def ready(self) -> None:
        """Put the pages where people find them."""
        from . import areas  # noqa: F401

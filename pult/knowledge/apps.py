"""Knowledge as a Django application."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Articles, handbook pages, procedures, scripts, scenarios, words and closure templates."""

    name = "pult.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        """Listen for facts, declare areas, figures and who may read the files of documents."""
        from . import areas, files, metrics, subscribers  # noqa: F401

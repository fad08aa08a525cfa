"""Knowledge as a Django application."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Articles, handbook pages, procedures, scripts, scenarios, words and closure templates."""

    name = "pult.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        """Listen for facts, declare areas, figures, who may read the files of documents, and what refers to them."""
        from django.utils.translation import gettext_lazy as _

        from . import areas, dependence, files, metrics, subscribers  # noqa: F401
        from .queries.scripts import that_need

        dependence.declare(dependence.Source(key="script", label=_("Guided script"), find=that_need))

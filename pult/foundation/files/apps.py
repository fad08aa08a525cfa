"""Files as a Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploads: bounded, sniffed, sandboxed."""

    name = "pult.foundation.files"
    label = "files"

"""The audit record as a Django application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit record of privileged acts."""

    name = "pult.foundation.audit"
    label = "audit"

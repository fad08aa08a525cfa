"""Feedback as a Django application."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """What customers say afterwards: ratings by signed link."""

    name = "pult.feedback"
    label = "feedback"

"""The forms of feedback."""

from django.forms import modelform_factory

from .models import FeedbackSettings

SettingsForm = modelform_factory(FeedbackSettings, fields=["is_on", "question", "delay_minutes", "rest_days"])

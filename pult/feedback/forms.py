"""The forms of feedback."""

from django.forms import modelform_factory

from .models import FeedbackSettings

SettingsForm = modelform_factory(
    FeedbackSettings, fields=["is_on", "delay_minutes", "rest_days", "change_days", "valid_days"]
)

"""The verb about how this house hires."""

from typing import Any

from django.db import transaction

from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.hiring.models import HiringSettings
from pult.hiring.types import Act


@transaction.atomic
def change_settings(*, by: Actor, **values: Any) -> HiringSettings:
    """Choose the inbox, the consent, and how long data are kept."""
    settings, _made = HiringSettings.objects.update_or_create(pk=1, defaults=values)
    record(Act.SETTINGS_CHANGED, by=by, about="hiring:1", after={"changed": sorted(values)})
    return settings

"""The verb about how the help centre looks."""

from typing import Any

from django.db import transaction

from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.foundation.files import operations as files
from pult.portal.models import HelpCentre
from pult.portal.types import Act


@transaction.atomic
def change_help_centre(*, by: Actor, logo: bytes | None = None, **values: Any) -> HelpCentre:
    """Choose the name, the colour, the words and the languages of the help centre; an empty logo takes it away."""
    if logo is not None:
        values["logo"] = files.keep(logo, content_type="application/octet-stream") if logo else None
    centre, _made = HelpCentre.objects.update_or_create(pk=1, defaults=values)
    record(Act.HELP_CENTRE_CHANGED, by=by, about="help_centre:1", after={"changed": sorted(values)})
    return centre

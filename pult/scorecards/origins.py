"""Where evidence of skills that comes from an assessment can be read in full: in its panel."""

from collections.abc import Collection

from django.urls import reverse

from pult.foundation.actors import Actor
from pult.skills.types import declare_origin

from .models import Assessment, Panel


def panels_of(assessments: Collection[int], actor: Actor) -> dict[int, str]:
    """The pages of the panels that these assessments belong to, of those that the reader has to do with."""
    seen = Assessment.objects.filter(pk__in=assessments, panel__in=Panel.objects.visible_to(actor))
    return {pk: reverse("scorecards:panel", args=[panel]) for pk, panel in seen.values_list("pk", "panel_id")}


declare_origin("assessment", panels_of)

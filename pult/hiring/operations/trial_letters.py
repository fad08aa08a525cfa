"""Letters of a trial period to the new colleague, with the dates and the link to their own page."""

from datetime import date, datetime

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format

from pult.foundation.actors import Actor
from pult.hiring.errors import NotReady
from pult.hiring.links import own_trial_address
from pult.hiring.models import Trial
from pult.hiring.types import LetterKind

from .letters import send_letter


def write_to_member(
    trial: Trial,
    kind: LetterKind,
    *,
    by: Actor,
    at: datetime,
    until: date | None = None,
    when: date | None = None,
) -> bool:
    """Write to the new colleague; where no inbox is chosen no letter can go out, and their own page says it all."""
    application = trial.application
    with translation.override(application.candidate.language):
        values = {
            "link": own_trial_address(),
            "start": date_format(trial.began_on, "DATE_FORMAT"),
            "until": date_format(until or trial.ends_on, "DATE_FORMAT"),
            "when": date_format(when or trial.next_on, "DATE_FORMAT"),
            "guide": trial.guide.name if trial.guide else "",
        }
    try:
        with transaction.atomic():
            return send_letter(application, kind, values=values, by=by, is_automatic=True, at=at) is not None
    except NotReady:
        return False

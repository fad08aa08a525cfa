"""What happens when a trial period has ended without somebody being kept: on their last day they leave."""

from pult.foundation.actors import SYSTEM
from pult.foundation.events import subscribe
from pult.hiring.events import TrialOver
from pult.hiring.models import Trial
from pult.workforce import operations as workforce
from pult.workforce.models import Member


@subscribe(TrialOver)
def trial_over(event: TrialOver) -> None:
    """They work here no longer, from their last day on; whoever has left already stays as they are."""
    trial = Trial.objects.select_related("application").get(pk=event.trial_id)
    member = Member.objects.filter(person=trial.application.person_id, left_on=None).first()
    if member is not None:
        workforce.leave(
            member, on=max(trial.ends_on, member.joined_on or trial.ends_on), by=SYSTEM, at=event.at
        )

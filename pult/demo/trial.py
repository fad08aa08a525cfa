"""The first months of the colleague who was hired: the 30-day review is held, the next one is coming."""

import random
from datetime import datetime, time, timedelta

from django.utils import timezone

from pult.hiring import operations as hiring
from pult.hiring.models import Trial, TrialGoal, TrialReview
from pult.hiring.operations import Verdict
from pult.hiring.types import GoalState, StageKind

from .hiring import Desk
from .judging import Bench, judge
from .openings import GOOD, told
from .people import LEA, MILA

UNEVEN = "communication"


def hold_first_review(desk: Desk) -> None:
    """The new colleague writes how it goes, two judge, and what was agreed is written down and shared."""
    running = Trial.objects.running().select_related("application__person").order_by("pk").first()
    review = running.reviews.order_by("due_on").first() if running else None
    if running is None or review is None or running.application.person is None:
        return
    at = datetime.combine(review.due_on, time(10), tzinfo=timezone.get_default_timezone())
    if at + timedelta(days=1) > desk.now:
        return
    stefan = running.application.person.actor
    hiring.say_own_words(review, told()["trial"]["own"], by=stefan, at=at - timedelta(hours=19))
    _judge(desk, running, review, at=at)
    mila = desk.house.actor(MILA.name)
    day = running.day_on(review.due_on)
    due = running.goals.still_open().filter(day__lte=day).select_related("skill").order_by("pk")
    verdicts = [_verdict(goal) for goal in due]
    hiring.hold_review(
        review, agreed=told()["trial"]["agreed"], verdicts=verdicts, by=mila, at=at + timedelta(hours=1)
    )
    review.refresh_from_db()
    hiring.share_review(review, by=mila, at=at + timedelta(hours=3))
    desk.box.release()


def _judge(desk: Desk, running: Trial, review: TrialReview, *, at: datetime) -> None:
    lea = desk.house.actor(LEA.name)
    opened = hiring.open_review(review, by=lea, at=at - timedelta(hours=3))
    panel = opened.step.panel if opened.step else None
    if panel is not None:
        bench = Bench(GOOD + 0.6, random.Random("trial"), desk.notes.about(StageKind.TRIAL))
        judge(panel, bench, at=at - timedelta(hours=2), of=running.application.candidate.email or "")


def _verdict(goal: TrialGoal) -> Verdict:
    if goal.skill is not None and goal.skill.key == UNEVEN:
        return Verdict(goal=goal, state=GoalState.PARTLY, note=told()["trial"]["partly"])
    return Verdict(goal=goal, state=GoalState.MET)

"""What supervisors found out by reading along: conversations judged by two, with the handling checklist."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta

from pult.accounts.models import Person
from pult.conversations.models import Conversation
from pult.conversations.types import Status
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Panel, Score, Version
from pult.scorecards.queries.cards import current
from pult.scorecards.types import HIGHEST, Mark
from pult.skills import operations as skills
from pult.skills.types import Source
from pult.workforce.models import Member

from .judging import Bench, Words, judge
from .people import LEA, MILA, NIKOLA
from .stage import House

# How well each handles upset customers when the ninety days begin; everybody gets a little better.
LEVELS = {"Ana Horvat": 4, "Ivan Kovač": 3, "Vesna Ilić": 4, "Jelena Jovanović": 3, "Stella Marić": 4}
EACH = 3
GOOD = (
    "“I would be annoyed too, after two weeks without tea.”",
    "Says in the first sentence who takes care of it, and by when.",
    "Asks back: “Did I understand you rightly, it leaks only when it is full?”",
    "Offers the loan kettle before the customer has to ask.",
    "Thanks for the photograph, because it saved a day.",
)
FAIR = (
    "Polite, but the same words as in the last three letters.",
    "Answers the first question; the second comes back a day later.",
    "“We apologise for the inconvenience.”",
    "The date of the repair has to be guessed.",
)
POOR = (
    "The feeling stays without an answer; straight to the form.",
    "“As I have already written …”",
    "Promises a call that nobody has noted.",
)


def read_along(house: House, *, now: datetime) -> None:
    """Three conversations of each of five agents; one panel was talked about, one is still blind."""
    if Panel.objects.filter(about__startswith="conversation:").exists():
        return
    dice = random.Random("reviews")
    found = [
        (house.members[name], level, number, conversation)
        for name, level in LEVELS.items()
        for number, conversation in enumerate(_chosen(house.members[name]))
    ]
    found.sort(key=lambda one: one[3].activity_at)
    panels = []
    for number, one in enumerate(found, start=1):
        panels.append(_judged(house, *one, is_last=number == len(found), dice=dice, now=now))
    _talked_about(house, panels[:-1], now=now)


def _chosen(member: Member) -> Iterable[Conversation]:
    """Three that this person has solved, spread over the months."""
    solved = Conversation.objects.filter(assignee=member, status__in=[Status.SOLVED, Status.CLOSED])
    rows = list(solved.order_by("activity_at", "pk").only("pk", "subject", "activity_at"))
    step = len(rows) / EACH
    return [rows[int(step * (number + 0.5))] for number in range(EACH)] if len(rows) >= EACH else rows


def _judged(
    house: House,
    member: Member,
    level: int,
    number: int,
    conversation: Conversation,
    *,
    is_last: bool,
    dice: random.Random,
    now: datetime,
) -> Panel:
    at = min(conversation.activity_at + timedelta(days=2), now - timedelta(hours=6))
    panel = scorecards.open_panel(
        _handling(),
        about=f"conversation:{conversation.pk}",
        title=conversation.subject,
        holder=skills.find_or_make_holder(person=member.person),
        raters=[house.members[NIKOLA.name].person, house.members[LEA.name].person],
        source=Source.REVIEW,
        observed_at=conversation.activity_at,
        by=house.members[MILA.name].person.actor,
        at=at,
    )
    grown = min(HIGHEST, level + number // 2)
    judge(panel, Bench(grown, dice, _words(dice)), at=at + timedelta(hours=3), leave=int(is_last))
    return panel


def _handling() -> Version:
    version = current("handling")
    assert version is not None, "the demo begins with the ready scorecards"
    return version


def _words(dice: random.Random) -> Words:
    def said(_rater: Person | None, level: float) -> str:
        return dice.choice(GOOD if level >= 4 else FAIR if level >= 3 else POOR)

    return said


def _talked_about(house: House, panels: list[Panel], *, now: datetime) -> None:
    """Where two marks of one panel lie farthest apart, the lower one gave way after a talk."""
    scores = Score.objects.filter(assessment__panel__in=panels, value__isnull=False)
    low = scores.filter(value__lte=2).select_related("criterion", "assessment__panel").order_by("-pk").first()
    if low is not None:
        scorecards.calibrate(
            low,
            mark=Mark((low.value or 1) + 1),
            reason="We listened again: the question was answered, one sentence later.",
            by=house.members[LEA.name].person.actor,
            at=now - timedelta(hours=5),
        )

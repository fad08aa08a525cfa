"""The steps of a hiring process: what each asks for, what the candidate is told of it, and how to prepare."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class StageKind(TextChoices):
    """What happens in a stage, and so which evidence comes out of it."""

    APPLICATION = "application", _("Application check")
    WRITING = "writing_sample", _("Writing sample")
    PHONE = "phone_interview", _("Phone interview")
    INTERVIEW = "interview", _("Interview")
    ROLE_PLAY = "role_play", _("Role play")
    REFERENCES = "reference", _("References")
    DECISION = "decision", _("Decision")
    OFFER = "offer", _("Offer")
    TRIAL = "trial", _("Trial period")

    @property
    def icon(self) -> str:
        """Its picture."""
        return TOLD[self].icon

    @property
    def told(self) -> str | Promise:
        """What a candidate is told of it."""
        return TOLD[self].text

    @property
    def preparation(self) -> str | Promise:
        """How a candidate can prepare for it; empty where there is nothing to prepare."""
        return TOLD[self].preparation


@dataclass(frozen=True)
class Told:
    """A stage in the words of the careers page."""

    icon: str
    text: str | Promise
    preparation: str | Promise = ""


TOLD = {
    StageKind.APPLICATION: Told(
        "file-text",
        _("A person reads your application, not a machine, and you get an answer."),
        _("Read the description for clues about what matters, and check names, dates and spelling."),
    ),
    StageKind.WRITING: Told(
        "writing",
        _("You answer a letter of a customer in writing. Two people read it without knowing whose it is."),
        _("Thank, restate the problem, apologise where it is right, say what happens next and by when."),
    ),
    StageKind.PHONE: Told(
        "phone",
        _("We talk on the phone for a quarter of an hour and get to know each other."),
        _("Find a quiet place, smile while you talk, and have two questions ready for us."),
    ),
    StageKind.INTERVIEW: Told(
        "messages",
        _("Two or three of us ask everybody the same questions, and you ask yours."),
        _(
            "Think of own examples: the situation, your task, what you did, what came of it. If you have not had a"
            " case, say what you would do, or tell of a time when you were the customer."
        ),
    ),
    StageKind.ROLE_PLAY: Told(
        "users",
        _("You handle a case as it happens in our work; one of us plays the customer."),
        _("Listen to the end, stay calm, say the problem in your own words, agree on a solution."),
    ),
    StageKind.REFERENCES: Told(
        "user-check",
        _("With your permission we ask people you have worked with a few questions, the same for everybody."),
        _("Ask two people early whether they would speak for you."),
    ),
    StageKind.DECISION: Told(
        "scale", _("We look at everything together and decide with written reasons; then we write to you.")
    ),
    StageKind.OFFER: Told("file-description", _("You get a written offer with all terms and time to think.")),
    StageKind.TRIAL: Told(
        "calendar-event", _("You begin, with goals for 30, 60 and 90 days and somebody at your side.")
    ),
}

# What an opening begins with: stage, days in which we promise to go on, minutes that it takes the candidate.
STANDARD_PLAN: tuple[tuple[StageKind, int, int], ...] = (
    (StageKind.APPLICATION, 5, 0),
    (StageKind.WRITING, 5, 45),
    (StageKind.PHONE, 5, 15),
    (StageKind.INTERVIEW, 7, 60),
    (StageKind.ROLE_PLAY, 5, 20),
    (StageKind.REFERENCES, 7, 0),
    (StageKind.DECISION, 3, 0),
    (StageKind.OFFER, 5, 0),
    (StageKind.TRIAL, 90, 0),
)

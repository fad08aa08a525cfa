"""Rights, kinds of skills, and where evidence comes from."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.rights import AGENTS_UP, MANAGERS_UP, SUPERVISORS_UP, BuiltIn

Words = dict[str, str]


class Right(StrEnum):
    """What skills lets people do."""

    READ = "skills.read"
    READ_LED = "skills.read_led"
    READ_ALL = "skills.read_all"
    READ_HIRING = "skills.read_hiring"
    MANAGE = "skills.manage"


rights.declare(
    Right.READ,
    _("See the catalogue of skills, the profiles, and the evidence about oneself"),
    granted_to=(*AGENTS_UP, BuiltIn.EXECUTIVE),
)
rights.declare(Right.READ_LED, _("See the skills of the people one leads"), granted_to=SUPERVISORS_UP)
rights.declare(Right.READ_ALL, _("See the skills of everybody"), granted_to=MANAGERS_UP)
rights.declare(
    Right.READ_HIRING, _("See evidence that was gathered while people were hired"), granted_to=MANAGERS_UP
)
rights.declare(Right.MANAGE, _("Change the catalogue of skills and the profiles"), granted_to=MANAGERS_UP)


class Kind(TextChoices):
    """Whether a skill is hard to teach, so that one hires for it, or can be learnt."""

    HIRE_FOR = "hire_for", pgettext_lazy("kind of skill", "Hire for it")
    TEACHABLE = "teachable", pgettext_lazy("kind of skill", "Can be taught")


class Phase(TextChoices):
    """In which part of somebody's time here evidence was gathered."""

    HIRING = "hiring", pgettext_lazy("phase", "Hiring")
    TRAINING = "training", pgettext_lazy("phase", "Training")
    SERVICE = "service", pgettext_lazy("phase", "Service")


class Source(TextChoices):
    """Where a piece of evidence comes from."""

    APPLICATION = "application", _("Application")
    WRITING_SAMPLE = "writing_sample", _("Writing sample")
    PHONE_INTERVIEW = "phone_interview", _("Phone interview")
    INTERVIEW = "interview", _("Interview")
    ROLE_PLAY = "role_play", _("Role play")
    REFERENCE = "reference", _("Reference")
    TRIAL = "trial", _("Trial period")
    TRAINING = "training", _("Training")
    SIMULATION = "simulation", _("Simulation")
    REVIEW = "review", _("Review of a conversation")
    MYSTERY = "mystery", _("Mystery contact")
    SELF = "self", _("Self-assessment")

    @property
    def phase(self) -> Phase:
        """The part of somebody's time here that it belongs to."""
        if self in _HIRING:
            return Phase.HIRING
        return Phase.TRAINING if self in _TRAINING else Phase.SERVICE

    @classmethod
    def of(cls, phase: Phase) -> "list[Source]":
        """The sources of one phase."""
        return [source for source in cls if source.phase == phase]


# What is decided upon before somebody belongs to the house for good; only those with a right of their own see it.
_HIRING = frozenset(
    {
        Source.APPLICATION,
        Source.WRITING_SAMPLE,
        Source.PHONE_INTERVIEW,
        Source.INTERVIEW,
        Source.ROLE_PLAY,
        Source.REFERENCE,
        Source.TRIAL,
    }
)
_TRAINING = frozenset({Source.TRAINING, Source.SIMULATION})

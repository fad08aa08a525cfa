"""What happens to the questions of a kit, and how a scene is played."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .bank import BankKind
from .stages import StageKind


class HowAsked(TextChoices):
    """What became of a question in a talk."""

    ASKED = "asked", pgettext_lazy("question", "Asked")
    FALLBACK = "fallback", pgettext_lazy("question", "Fallback used")
    SKIPPED = "skipped", pgettext_lazy("question", "Skipped")

    @property
    def icon(self) -> str:
        """Its picture."""
        return {"asked": "check", "fallback": "arrow-back-up", "skipped": "x"}[self.value]


# The stages whose talk follows a kit, and the kinds of questions that may stand in it.
KIT_KINDS: dict[StageKind, tuple[BankKind, ...]] = {
    StageKind.PHONE: (BankKind.PHONE,),
    StageKind.INTERVIEW: (
        BankKind.COMPETENCY,
        BankKind.HYPOTHETICAL,
        BankKind.CUSTOMER_FOCUS,
        BankKind.DEFINITION,
        BankKind.CALL_CENTRE,
    ),
}
# The talks that may be recorded, when the candidate agrees.
RECORDED = frozenset({StageKind.PHONE})
USUAL_MINUTES = {StageKind.PHONE: 15, StageKind.INTERVIEW: 60}
# What opening and closing a talk take, besides the questions.
FRAME_MINUTES = {StageKind.PHONE: 3, StageKind.INTERVIEW: 10}


class PlayMode(TextChoices):
    """How a scene is played."""

    PERSON = "person", _("In person: an interviewer plays the customer")
    WRITTEN = "written", _("In writing: an interviewer plays the customer")
    SCRIPTED = "scripted", _("In writing: the script plays the customer")


class Speaker(TextChoices):
    """Who says a line of a play."""

    CUSTOMER = "customer", pgettext_lazy("role play", "Customer")
    CANDIDATE = "candidate", pgettext_lazy("role play", "Candidate")
    ASIDE = "aside", pgettext_lazy("role play", "What one learns")

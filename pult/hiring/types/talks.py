"""What happens to the questions of a kit, and how a scene is played."""

from django.db.models import TextChoices
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
USUAL_MINUTES = {StageKind.PHONE: 15, StageKind.INTERVIEW: 60}
# What opening and closing a talk take, besides the questions.
FRAME_MINUTES = {StageKind.PHONE: 3, StageKind.INTERVIEW: 10}

"""The kinds of questions that the bank knows, and the channels on which a role play is played."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BankKind(TextChoices):
    """What sort of question it is."""

    COMPETENCY = "competency", _("Competency question")
    HYPOTHETICAL = "hypothetical", _("Hypothetical question")
    CUSTOMER_FOCUS = "customer_focus", _("Customer focus")
    DEFINITION = "definition", _("Definition question")
    CALL_CENTRE = "call_centre", _("Call-centre fit")
    PHONE = "phone", _("Phone interview")
    REFERENCE = "reference", _("Reference check")

    @property
    def told(self) -> str:
        """What such a question is for, in one sentence."""
        return str(KINDS[self][1])

    @property
    def icon(self) -> str:
        """Its picture."""
        return KINDS[self][0]


KINDS = {
    BankKind.COMPETENCY: ("history", _("“Tell me about a time when …”: how somebody has acted before.")),
    BankKind.HYPOTHETICAL: ("bulb", _("“What would you do if …”: judgement without experience.")),
    BankKind.CUSTOMER_FOCUS: ("heart", _("What service means to somebody.")),
    BankKind.DEFINITION: ("quote", _("A short question about a word that we use every day.")),
    BankKind.CALL_CENTRE: ("headset", _("Whether somebody feels at home in a call centre.")),
    BankKind.PHONE: ("phone", _("For the first talk on the telephone.")),
    BankKind.REFERENCE: ("user-check", _("For referees, the same for all.")),
}
ANCHORED = ("1", "3", "5")


class PlayChannel(TextChoices):
    """Where the customer of a role play turns up."""

    CALL = "call", pgettext_lazy("channel", "Call")
    CHAT = "chat", pgettext_lazy("channel", "Chat")
    EMAIL = "email", pgettext_lazy("channel", "E-mail")
    REVIEW = "review", pgettext_lazy("channel", "Public review")

    @property
    def icon(self) -> str:
        """Its picture."""
        return {"call": "phone", "chat": "message-circle", "email": "mail", "review": "star"}[self.value]


class Difficulty(TextChoices):
    """How much a role play asks of somebody."""

    EASY = "1", pgettext_lazy("role play", "Easy")
    MIDDLE = "2", pgettext_lazy("role play", "Middling")
    HARD = "3", pgettext_lazy("role play", "Hard")

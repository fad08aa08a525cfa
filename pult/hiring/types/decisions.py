"""Decisions: what can be decided, what the evidence proposes, and what counts as going against it."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from .states import Reason


class Outcome(TextChoices):
    """What somebody decides about an application."""

    HIRE = "hire", pgettext_lazy("decision", "Hire")
    REJECT = "reject", pgettext_lazy("decision", "Reject")
    POOL = "pool", pgettext_lazy("decision", "Keep for another opening")
    HOLD = "hold", pgettext_lazy("decision", "Wait")

    @property
    def tone(self) -> str:
        """Its colour's meaning; the word always stands beside it."""
        return {"hire": "good", "pool": "accent", "hold": "info"}.get(self, "neutral")


class Proposal(TextChoices):
    """What the mechanical combination of the evidence says."""

    HIRE = "hire", pgettext_lazy("proposal", "Hire")
    NOT = "not", pgettext_lazy("proposal", "Do not hire")
    UNCLEAR = "unclear", pgettext_lazy("proposal", "Not enough evidence")

    @property
    def tone(self) -> str:
        """Its colour's meaning; the word always stands beside it."""
        return {"hire": "good", "not": "risk"}.get(self, "neutral")


class Weighing(TextChoices):
    """How much each skill counts in the combination."""

    UNIT = "unit", pgettext_lazy("weighing", "Every skill counts the same")
    PROFILE = "profile", pgettext_lazy("weighing", "The weights of the profile count")


# These say nothing of the candidate, so deciding for one of them goes against no evidence.
NOT_ABOUT_THEM = frozenset({Reason.TERMS, Reason.FILLED, Reason.CLOSED})


def is_override(outcome: Outcome, proposal: Proposal, reason: str = "") -> bool:
    """Whether a decision goes against what the evidence proposes, so that it needs its reason in writing."""
    if outcome == Outcome.HIRE:
        return proposal != Proposal.HIRE
    if outcome in {Outcome.REJECT, Outcome.POOL}:
        return proposal == Proposal.HIRE and reason not in NOT_ABOUT_THEM
    return False

"""Voluntary answers for a check of fairness: kept apart, taken back by whoever gave them, read as counts only."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor, Kind
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.hiring import queries
from pult.hiring.equality import digest_of
from pult.hiring.models import Candidate, EqualAnswer
from pult.hiring.queries.fairness import Report, Wanted
from pult.hiring.types import GROUPS, Act, Trait


@transaction.atomic
def answer_equality(digest: str, given: dict[str, str]) -> None:
    """Keep what somebody tells of themselves, or change it. Nothing chosen is nothing kept."""
    chosen = {trait.value: given.get(trait, "") for trait in Trait}
    if any(value and value not in GROUPS[Trait(name)] for name, value in chosen.items()):
        raise Invalid(_("Please choose one of the answers."))
    if not any(chosen.values()):
        forget_equality(digest)
        return
    EqualAnswer.objects.update_or_create(digest=digest, defaults=chosen)


def forget_equality(digest: str) -> None:
    """Take back what was answered; the application is not touched."""
    EqualAnswer.objects.filter(digest=digest).delete()


def forget_answers_of(candidate: Candidate, *, by: Actor) -> None:
    """Whoever asks to be forgotten takes these answers along. After the time for keeping they stay, as nobody's."""
    if by.kind == Kind.SYSTEM:
        return
    digests = [digest_of(pk) for pk in candidate.applications.values_list("pk", flat=True)]
    EqualAnswer.objects.filter(digest__in=digests).delete()


def read_fairness(wanted: Wanted, *, by: Actor, at: datetime | None = None) -> Report:
    """Count how far the groups came, as far as it may be shown. Every reading stands in the audit log."""
    at = at or timezone.now()
    report = queries.fairness_report(wanted, at=at)
    after = {"trait": wanted.trait, "stage": wanted.stage, "year": wanted.year, "opening": wanted.opening}
    record(Act.FAIRNESS_READ, by=by, about="hiring:fairness", after=after, at=at)
    return report

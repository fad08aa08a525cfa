"""Verbs about what is found out about people."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.skills.errors import HolderTaken
from pult.skills.events import EvidenceTakenBack, HolderJoined, SkillEvidenced
from pult.skills.models import Evidence, Holder, Skill
from pult.skills.types import Source

SCORE_STEP, WEIGHT_STEP = Decimal("0.01"), Decimal("0.001")


@transaction.atomic
def find_or_make_holder(*, person: Person) -> Holder:
    """The holder of a member's evidence, made when there was none yet."""
    holder, _made = Holder.objects.get_or_create(
        person=person, defaults={"name": person.name or person.email}
    )
    return holder


@transaction.atomic
def new_holder(*, name: str) -> Holder:
    """Begin to gather evidence about somebody who cannot sign in: a candidate."""
    if not name.strip():
        raise Invalid(_("Please give a name."))
    return Holder.objects.create(name=name.strip()[:160])


@transaction.atomic
def rename_holder(holder: Holder, *, name: str) -> None:
    """Call somebody by another name."""
    Holder.objects.filter(pk=holder.pk).update(name=name.strip()[:160])
    holder.refresh_from_db()


@transaction.atomic
def evidence(
    holder: Holder,
    skill: Skill | str,
    *,
    score: Decimal | float,
    source: Source,
    source_ref: str,
    observed_at: datetime,
    by: Actor,
    weight: Decimal | float = 1,
    scorecard_version: int | None = None,
    at: datetime | None = None,
) -> Evidence:
    """Write down what was found out. The same again changes nothing; another score replaces the earlier entry."""
    now = at or timezone.now()
    row = _entry(holder, skill, score=score, weight=weight, source_ref=source_ref)
    row.source, row.scorecard_version, row.by = source, scorecard_version, by.ref
    row.observed_at, row.recorded_at = observed_at, now
    _check(row)
    # Two workers may write the same evidence down at once.
    transaction_lock(f"skills.evidence:{source_ref}")
    earlier = (
        Evidence.objects.in_force().filter(holder=holder, skill=row.skill, source_ref=source_ref).first()
    )
    if earlier is not None and _says(earlier) == _says(row):
        return earlier
    if earlier is not None:
        _take_back(earlier, by=by, at=now)
    row.save(force_insert=True)
    publish(
        SkillEvidenced(
            holder_id=holder.pk, skill=row.skill.key, evidence_id=row.pk, source=row.source, by=by.ref, at=now
        )
    )
    return row


@transaction.atomic
def take_back(source_ref: str, *, by: Actor, holder: Holder | None = None, at: datetime | None = None) -> int:
    """Let what came from one place count no longer, such as a review that was disputed; it stays readable."""
    now = at or timezone.now()
    found = Evidence.objects.in_force().filter(source_ref=source_ref)
    if holder is not None:
        found = found.filter(holder=holder)
    holders = sorted(set(found.values_list("holder_id", flat=True)))
    count = found.update(taken_back_at=now, taken_back_by=by.ref)
    for holder_id in holders:
        publish(EvidenceTakenBack(holder_id=holder_id, source_ref=source_ref, by=by.ref, at=now))
    return count


@transaction.atomic
def join_person(holder: Holder, *, person: Person, by: Actor, at: datetime | None = None) -> Holder:
    """Tie what is known about a candidate to the account of the new member, so that nothing is lost."""
    transaction_lock(f"skills.holder:{person.pk}")
    holder.refresh_from_db()
    if holder.person_id == person.pk:
        return holder
    if holder.person_id is not None:
        raise HolderTaken(_("This evidence already belongs to another member."))
    other = Holder.objects.filter(person=person).first()
    if other is not None:
        _hand_over(other, to=holder)
    Holder.objects.filter(pk=holder.pk).update(person=person, name=person.name or holder.name)
    holder.refresh_from_db()
    publish(HolderJoined(holder_id=holder.pk, person_id=person.pk, by=by.ref, at=at or timezone.now()))
    return holder


@transaction.atomic
def forget_holder(holder: Holder) -> None:
    """Erase a candidate and everything that was found out about them; a member's evidence stays."""
    if holder.person_id is not None:
        raise HolderTaken(_("This evidence already belongs to another member."))
    Holder.objects.filter(pk=holder.pk, person=None).delete()


def _entry(
    holder: Holder, skill: Skill | str, *, score: Decimal | float, weight: Decimal | float, source_ref: str
) -> Evidence:
    return Evidence(
        holder=holder,
        skill=Skill.objects.get(key=skill) if isinstance(skill, str) else skill,
        score=Decimal(str(score)).quantize(SCORE_STEP),
        weight=Decimal(str(weight)).quantize(WEIGHT_STEP),
        source_ref=source_ref,
    )


def _hand_over(other: Holder, *, to: Holder) -> None:
    """Whatever speaks of the one speaks of the other from now on, in contexts that are not known here as well."""
    for relation in Holder._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            name, rows = relation.field.name, relation.field.model._base_manager
            # A page that stands for one holder only stays with the one that it has.
            if not (relation.one_to_one and rows.filter(**{name: to}).exists()):
                rows.filter(**{name: other}).update(**{name: to})
    Holder.objects.filter(pk=other.pk).delete()


def _take_back(row: Evidence, *, by: Actor, at: datetime) -> None:
    Evidence.objects.filter(pk=row.pk, taken_back_at=None).update(taken_back_at=at, taken_back_by=by.ref)


def _check(row: Evidence) -> None:
    if not 1 <= row.score <= 5:
        raise Invalid(_("A score lies between 1 and 5."))
    if row.weight <= 0:
        raise Invalid(_("Evidence weighs more than nothing."))
    if not row.source_ref:
        raise Invalid(_("Evidence says where it comes from."))


def _says(row: Evidence) -> tuple[object, ...]:
    return row.score, row.weight, row.source, row.scorecard_version, row.observed_at

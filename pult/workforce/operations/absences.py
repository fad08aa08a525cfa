"""Verbs about absences."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.workforce.events import AbsenceDropped, AbsencePlanned
from pult.workforce.models import Absence, Member


@transaction.atomic
def plan_absence(
    member: Member,
    *,
    first_on: date,
    last_on: date,
    by: Actor,
    deputy: Member | None = None,
    at: datetime | None = None,
) -> Absence:
    """Say on which days somebody is not at work, and who stands in for them."""
    if last_on < first_on:
        raise Invalid(_("The last day is before the first."))
    if deputy is not None and deputy.pk == member.pk:
        raise Invalid(_("Nobody stands in for themselves."))
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if member.absences.filter(first_on__lte=last_on, last_on__gte=first_on).exists():
        raise Invalid(_("Some of these days are in another absence already."))
    made = Absence.objects.create(member=member, first_on=first_on, last_on=last_on, deputy=deputy)
    publish(
        AbsencePlanned(
            member_id=member.pk,
            first_on=first_on.isoformat(),
            last_on=last_on.isoformat(),
            deputy_id=deputy.pk if deputy else None,
            by=by.ref,
            at=at or timezone.now(),
        )
    )
    return made


@transaction.atomic
def drop_absence(absence: Absence, *, by: Actor, at: datetime | None = None) -> None:
    """Somebody is at work after all."""
    if Absence.objects.filter(pk=absence.pk).delete()[0]:
        publish(AbsenceDropped(member_id=absence.member_id, by=by.ref, at=at or timezone.now()))


def standing_in_for(member: Member, *, on: date) -> Member | None:
    """Who stands in for somebody absent: the deputy, or the deputy's when they are absent, too; nobody at last."""
    asked = {member.pk}
    one: Member | None = member
    while one is not None:
        absence = Absence.objects.on(on).filter(member=one).select_related("deputy__person").first()
        if absence is None:
            return one if one.pk != member.pk and one.left_on is None and one.person.is_active else None
        one = absence.deputy
        if one is None or one.pk in asked:
            return None
        asked.add(one.pk)
    return None

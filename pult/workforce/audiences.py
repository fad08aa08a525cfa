"""Colleagues as surveys know them: who can be asked together, and how results are split by department."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from pult.surveys.types import (
    DEPARTMENT,
    LANGUAGE,
    Audience,
    Recipient,
    Segment,
    declare_audience,
    declare_segment,
)

from .models import Department, Member

LANGUAGES = {"en": "English", "hr": "hrvatski", "sr-latn": "srpski", "sr": "српски"}


def departments() -> list[tuple[str, str]]:
    """The departments, by name."""
    return [(str(pk), name) for pk, name in Department.objects.order_by("name").values_list("pk", "name")]


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """What these departments are called today."""
    numbers = [int(key) for key in keys if key.isdecimal()]
    return {str(one.pk): one.name for one in Department.objects.filter(pk__in=numbers)} if numbers else {}


def colleagues(part: str) -> list[Recipient]:
    """Everybody at work, or those of one department; each with the department that comes first by name."""
    members = Member.objects.at_work().select_related("person").prefetch_related("departments")
    if part:
        members = members.filter(departments=int(part)) if part.isdecimal() else members.none()
    return [_recipient(member, part) for member in members.order_by("pk")]


def _recipient(member: Member, part: str) -> Recipient:
    of = sorted(member.departments.all(), key=lambda one: one.name)
    department = part or (str(of[0].pk) if of else "")
    return Recipient(
        address=member.person.email,
        name=member.person.name,
        language=member.person.language,
        segments={DEPARTMENT: department} if department else {},
    )


declare_segment(Segment(key=DEPARTMENT, label=_("Department"), names=names_of))
declare_segment(
    Segment(
        key=LANGUAGE, label=_("Language"), names=lambda keys: {key: LANGUAGES.get(key, key) for key in keys}
    )
)
declare_audience(
    Audience(key="colleagues", label=_("Everybody at work"), parts=departments, people=colleagues)
)

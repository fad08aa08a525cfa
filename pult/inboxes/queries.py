"""Whom a door lets in: everybody, unless it is restricted."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from pult.workforce.models import Department, MemberQuerySet

from .models import Inbox


def let_in(members: MemberQuerySet, inbox_id: int | None) -> MemberQuerySet:
    """Those of these members whom a door lets in, in the same statement."""
    if inbox_id is None:
        return members
    door = Inbox.objects.filter(pk=inbox_id)
    through = Department.objects.filter(
        members=OuterRef("pk"),
        pk__in=Inbox.inner_departments.through.objects.filter(inbox=inbox_id).values("department"),
    )
    named = Inbox.insiders.through.objects.filter(inbox=inbox_id, person=OuterRef("pk"))
    return members.filter(~Exists(door.filter(is_restricted=True)) | Exists(named) | Exists(through))


def names_inside(inbox: Inbox) -> list[str]:
    """The departments and the people for whom a restricted door is, in words."""
    departments = inbox.inner_departments.order_by("name").values_list("name", flat=True)
    people = inbox.insiders.order_by("name").values_list("name", flat=True)
    return [*(_("everybody in %(department)s") % {"department": name} for name in departments), *people]

"""What the team's area shows."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from pult.conversations.types import UNRESOLVED
from pult.foundation.actors import Actor
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.workforce.models import AbsenceQuerySet, Department, Member, MemberQuerySet


@dataclass(frozen=True, kw_only=True)
class Team:
    """Every department with its people, and the people of none."""

    departments: list[Department]
    elsewhere: list[Member]


def team(actor: Actor) -> Team:
    """Departments with the people who work in them now."""
    people = _people(Member.objects.visible_to(actor).at_work())
    departments = Department.objects.visible_to(actor).select_related("calendar").order_by("name")
    return Team(
        departments=list(departments.prefetch_related(Prefetch("members", people, to_attr="people"))),
        elsewhere=list(people.filter(departments=None)),
    )


def members_open_to(actor: Actor) -> MemberQuerySet:
    """The members whom this person may see, with everything that their page shows."""
    return _people(Member.objects.visible_to(actor)).prefetch_related("departments")


def reports_of(member: Member) -> list[Member]:
    """Who reports to somebody."""
    return list(_people(member.reports.all().at_work()))


def absences_of(member: Member) -> AbsenceQuerySet:
    """The days on which somebody is not at work, from today on."""
    found: AbsenceQuerySet = member.absences.select_related("deputy__person")
    return found.to_come(timezone.localdate())


def inboxes_for(actor: Actor) -> list[Inbox]:
    """Every inbox, by name; chats and contact forms have settings of their own."""
    seen = Inbox.objects.visible_to(actor).exclude(channel__in=[Channel.CHAT, Channel.FORM])
    return list(seen.select_related("department").order_by("name", "pk"))


def _people(members: MemberQuerySet) -> MemberQuerySet:
    load = Count("conversations", filter=Q(conversations__status__in=[str(one) for one in UNRESOLVED]))
    return (
        members.select_related("person", "line_manager__person").annotate(load=load).order_by("person__name")
    )

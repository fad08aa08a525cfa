"""Questions about turns: who could take work, and what waits for somebody."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch
from django.utils.functional import Promise

from pult.conversations.models import Conversation
from pult.conversations.types import Status
from pult.foundation.actors import Actor
from pult.routing.models import Routing, Turn
from pult.routing.turns import Candidate
from pult.routing.types import QUEUED, Method
from pult.workforce.models import Department, Member
from pult.workforce.types import Presence

AT_WORK = (Status.NEW, Status.OPEN)


@dataclass(frozen=True)
class DepartmentRow:
    """One department on the settings page: its method, and who could take work right now."""

    department: Department
    method: Method
    members: list[Member]
    available: int
    waiting: int

    @property
    def label(self) -> str | Promise:
        return self.method.label


def method_of(department: Department) -> Method:
    """How this department gives out work."""
    row = Routing.objects.filter(department=department).first()
    return Method(row.method) if row else Method.MANUAL


def settings_for(actor: Actor) -> list[DepartmentRow]:
    """Every department with its method, for the settings page."""
    waiting = waiting_by_department()
    people = Prefetch("members", Member.objects.at_work().select_related("person").order_by("person__name"))
    departments = Department.objects.visible_to(actor).select_related("routing").prefetch_related(people)
    return [
        _row(department, waiting.get(department.pk, 0)) for department in departments.order_by("name", "pk")
    ]


def waiting_by_department() -> dict[int, int]:
    """How many conversations of each department nobody has yet."""
    waiting = (
        Conversation.objects.genuine()
        .unresolved()
        .filter(status__in=AT_WORK, assignee=None, is_with_bot=False)
    )
    return dict(waiting.values("department_id").annotate(n=Count("pk")).values_list("department_id", "n"))


def load_of(members: list[int]) -> dict[int, int]:
    """How many conversations need each of these people now; what waits for somebody else does not count.

    Chats have a room of their own; those that go on by mail count with the mail.
    """
    rows = Conversation.objects.genuine().unresolved().filter(status__in=AT_WORK, assignee__in=members)
    rows = rows.exclude(channel__in=QUEUED, departure=None)
    counted = rows.values("assignee_id").annotate(load=Count("pk")).values_list("assignee_id", "load")
    return {pk: load for pk, load in counted if pk}


def candidates(department: Department, members: list[Member]) -> list[Candidate]:
    """What is known of these people when a conversation of the department is to be given out."""
    keys = [member.pk for member in members]
    load = load_of(keys)
    turns = dict(
        Turn.objects.filter(department=department, member__in=keys).values_list("member_id", "given_at")
    )
    return [
        Candidate(
            member_id=member.pk,
            capacity=member.capacity,
            load=load.get(member.pk, 0),
            languages=frozenset(member.languages),
            last_given_at=turns.get(member.pk),
        )
        for member in members
    ]


def _row(department: Department, waiting: int) -> DepartmentRow:
    members = list(department.members.all())
    method = Method(department.routing.method) if hasattr(department, "routing") else Method.MANUAL
    available = sum(member.presence == Presence.AVAILABLE for member in members)
    return DepartmentRow(department, method, members, available, waiting)

"""Questions about turns: who could take work, and what waits for somebody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils.functional import Promise

from pult.conversations.models import Conversation
from pult.conversations.types import Status
from pult.foundation.actors import Actor
from pult.foundation.database.kept import Kept
from pult.routing.models import Competence, Need, Routing, Turn
from pult.routing.turns import Candidate
from pult.routing.types import QUEUED, Method, Needed
from pult.workforce.models import Department, Member
from pult.workforce.types import Presence

METHODS = Kept(tuple)
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
    found = METHODS.ask("of", _method, {"department": department.pk})
    return Method(found[0][0]) if found else Method.MANUAL


def _method(slots: Mapping[str, Any]) -> "QuerySet[Routing, tuple[str]]":
    return Routing.objects.filter(department=slots["department"]).values_list("method")


def routing_of(department: Department) -> Routing:
    """How this department gives out work and takes it back; as by hand where nobody has chosen."""
    return Routing.objects.filter(department=department).first() or Routing(department=department)


def settings_for(actor: Actor) -> list[DepartmentRow]:
    """Every department with its method, for the settings page."""
    waiting = waiting_by_department()
    people = Prefetch("members", Member.objects.at_work().select_related("person").order_by("person__name"))
    departments = Department.objects.visible_to(actor).select_related("routing").prefetch_related(people)
    return [
        _row(department, waiting.get(department.pk, 0)) for department in departments.order_by("name", "pk")
    ]


def waiting_in(department: Department) -> "QuerySet[Conversation]":
    """What nobody has in a department, without those who wait at its door."""
    return nobodys().filter(department=department).exclude(channel__in=QUEUED)


def nobodys() -> "QuerySet[Conversation]":
    """What nobody has yet."""
    return (
        Conversation.objects.genuine()
        .unresolved()
        .filter(status__in=AT_WORK, assignee=None, is_with_bot=False)
    )


def waiting_by_department() -> dict[int, int]:
    """How many conversations of each department nobody has yet."""
    waiting = nobodys()
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
    levels = levels_of(keys)
    return [
        Candidate(
            member_id=member.pk,
            capacity=member.capacity,
            load=load.get(member.pk, 0),
            languages=frozenset(member.languages),
            last_given_at=turns.get(member.pk),
            levels=levels.get(member.pk, {}),
        )
        for member in members
    ]


def levels_of(members: list[int]) -> dict[int, dict[int, int]]:
    """How well these people master what routing asks about, by skill."""
    found: dict[int, dict[int, int]] = {}
    for member, skill, level in Competence.objects.filter(member__in=members).values_list(
        "member_id", "skill_id", "level"
    ):
        found.setdefault(member, {})[skill] = level
    return found


def needs_of(conversation: Conversation, needs: Iterable[Need]) -> tuple[Needed, ...]:
    """What this conversation asks for, of all that its department asks for."""
    return tuple(one.needed for one in needs if not one.tag or one.tag in conversation.tags)


def waited_seconds(conversation: Conversation, *, at: datetime) -> float:
    """For how long the customer has waited; without a question, for how long the conversation is there."""
    return (at - (conversation.waiting_since or conversation.opened_at)).total_seconds()


def _row(department: Department, waiting: int) -> DepartmentRow:
    members = list(department.members.all())
    method = Method(department.routing.method) if hasattr(department, "routing") else Method.MANUAL
    available = sum(member.presence == Presence.AVAILABLE for member in members)
    return DepartmentRow(department, method, members, available, waiting)

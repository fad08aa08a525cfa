"""Who can see a conversation, by name."""

from django.db.models import Prefetch, Q

from pult.accounts.models import Person
from pult.conversations.models import Conversation
from pult.conversations.types import Right
from pult.workforce.models import Department

SHOWN = 60


def readers_of(conversation: Conversation) -> list[Person]:
    """Everybody who can open a conversation, by name: role, department and door taken together, as lists take them."""
    inside = _inside(conversation)
    theirs = Prefetch("member__departments", Department.objects.only("pk"))
    people = Person.objects.active().select_related("member").prefetch_related(theirs).order_by("name", "pk")
    return [one for one in people if (inside is None or one.pk in inside) and _is_allowed(one, conversation)]


def _inside(conversation: Conversation) -> set[int] | None:
    door = conversation.inbox
    if door is None or not door.is_restricted:
        return None
    through = Q(member__departments__in=door.inner_departments.values("pk"))
    insiders = Person.objects.filter(Q(pk__in=door.insiders.values("pk")) | through)
    return set(insiders.values_list("pk", flat=True))


def _is_allowed(person: Person, conversation: Conversation) -> bool:
    actor = person.actor
    if actor.has(Right.READ_ALL):
        return True
    member = getattr(person, "member", None)
    here = member is not None and conversation.department_id in {one.pk for one in member.departments.all()}
    return actor.has(Right.READ) and (here or conversation.assignee_id == person.pk)

"""The checklists beside a conversation: what is to be done, who did what when, and what can be added."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from pult.checklists.models import Template
from pult.conversations.models import Checklist, Conversation, Item
from pult.foundation.eventlog.models import EventRecord


@dataclass(frozen=True)
class ListBeside:
    """One list with its items in order."""

    checklist: Checklist
    items: list[Item]

    @property
    def total(self) -> int:
        """How much there is to do."""
        return len(self.items)

    @property
    def done(self) -> int:
        """How much of it is done."""
        return sum(one.done_at is not None for one in self.items)

    @property
    def progress(self) -> str:
        """Such as 3/5."""
        return f"{self.done}/{self.total}"


@dataclass(frozen=True)
class Checklists:
    """The lists of a conversation. They are read when they are drawn: what was drawn once is kept."""

    conversation: Conversation

    @property
    def are_there(self) -> bool:
        """Whether it has any; the page asks for this with the conversation."""
        return bool(getattr(self.conversation, "has_checklists", True))

    @cached_property
    def every(self) -> list[ListBeside]:
        """All of them, in the order in which they were added; one statement for the lists, one for the items."""
        if not self.are_there:
            return []
        rows = lists_of(self.conversation).prefetch_related("items")
        return [
            ListBeside(one, sorted(one.items.all(), key=lambda item: (item.position, item.pk)))
            for one in rows
        ]


def lists_of(conversation: Conversation) -> "QuerySet[Checklist]":
    """The lists of a conversation, in the order in which they were added."""
    return Checklist.objects.filter(conversation=conversation).order_by("pk")


def item_of(conversation: Conversation, pk: int) -> Item | None:
    """An item of one of its lists."""
    items = Item.objects.filter(checklist__conversation=conversation, pk=pk)
    return items.select_related("checklist__conversation").first()


def names_of_lists(records: Iterable[EventRecord]) -> dict[int, str]:
    """How the lists are called of which these facts speak; those that have gone have no name."""
    keys = {record.data["checklist_id"] for record in records if "checklist_id" in record.data}
    return {one.pk: str(one) for one in Checklist.objects.filter(pk__in=keys)} if keys else {}


def offered_for(conversation: Conversation) -> list[Template]:
    """The templates that can be added to such a conversation."""
    fitting = Template.objects.fitting(department_id=conversation.department_id, type_id=conversation.type_id)
    return list(fitting.in_order())

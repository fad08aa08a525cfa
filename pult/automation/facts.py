"""The facts that can set a rule off; contexts above declare theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pult.conversations import events as conversations
from pult.feedback.events import RatingGiven
from pult.foundation.events import Event
from pult.sla.events import TargetMissed


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One kind of fact about a conversation. `only_if` are values that it must carry."""

    event: type[Event]
    label: str | Promise
    only_if: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """How rules name it."""
        return self.event.name

    def counts(self, event: Event) -> bool:
        """Whether this one is meant."""
        return all(getattr(event, name) == value for name, value in self.only_if.items())

    def counted(self, data: Mapping[str, Any]) -> bool:
        """Whether one that stands in the log is meant."""
        return all(data.get(name) == value for name, value in self.only_if.items())


_DECLARED: dict[str, Fact] = {}


def declare(fact: Fact) -> Fact:
    """Make a fact known to rules."""
    _DECLARED[fact.key] = fact
    return fact


def fact_named(name: str) -> Fact | None:
    """The fact with this name."""
    return _DECLARED.get(name)


def facts() -> list[Fact]:
    """All of them, in the order in which they are offered."""
    return list(_DECLARED.values())


ONLY_IF: dict[type[Event], Mapping[str, Any]] = {
    conversations.MessageReceived: {"is_first": False},
    conversations.ItemTicked: {"is_done": True},
}

for _event, _label in (
    (conversations.ConversationOpened, _("A new conversation has begun")),
    (conversations.MessageReceived, _("The customer has written again")),
    (conversations.ReplyPosted, _("The customer was answered")),
    (conversations.NoteAdded, _("An internal note was written")),
    (conversations.StatusChanged, _("The status has changed")),
    (conversations.ConversationSolved, _("It was solved")),
    (conversations.ConversationReopened, _("It was opened again")),
    (conversations.ConversationAssigned, _("It was given to somebody, or taken from them")),
    (conversations.ConversationTransferred, _("It has moved to another department")),
    (conversations.PriorityChanged, _("The priority has changed")),
    (conversations.TagsChanged, _("The tags have changed")),
    (conversations.SideOpened, _("Somebody else was asked beside it")),
    (conversations.SideAnswered, _("A side conversation was answered")),
    (conversations.TypeSet, _("The type was set")),
    (conversations.FieldsWritten, _("A field was filled in or emptied")),
    (conversations.ChecklistAdded, _("A checklist was added")),
    (conversations.ItemTicked, _("An item of a checklist was ticked")),
    (conversations.ChecklistDone, _("A checklist was done")),
    (RatingGiven, _("The customer has given a rating")),
    (TargetMissed, _("A service level was missed")),
):
    declare(Fact(event=_event, label=_label, only_if=ONLY_IF.get(_event, {})))

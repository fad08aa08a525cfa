"""What happens to the checklists of conversations."""

from dataclasses import dataclass
from typing import ClassVar

from .basis import ConversationEvent


@dataclass(frozen=True, kw_only=True)
class ChecklistAdded(ConversationEvent):
    """It has a checklist more: of a template, or of somebody's own."""

    name: ClassVar[str] = "conversation.checklist_added"
    checklist_id: int
    template_id: int | None


@dataclass(frozen=True, kw_only=True)
class ChecklistChanged(ConversationEvent):
    """The items of a checklist, or its name, were changed; what they say stands in the list alone."""

    name: ClassVar[str] = "conversation.checklist_changed"
    checklist_id: int
    template_id: int | None


@dataclass(frozen=True, kw_only=True)
class ChecklistRemoved(ConversationEvent):
    """A checklist was removed with its items."""

    name: ClassVar[str] = "conversation.checklist_removed"
    checklist_id: int
    template_id: int | None


@dataclass(frozen=True, kw_only=True)
class ItemTicked(ConversationEvent):
    """An item of a checklist is done, or open again."""

    name: ClassVar[str] = "conversation.item_ticked"
    checklist_id: int
    template_id: int | None
    item_id: int
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class ChecklistDone(ConversationEvent):
    """Everything on a checklist is done."""

    name: ClassVar[str] = "conversation.checklist_done"
    checklist_id: int
    template_id: int | None

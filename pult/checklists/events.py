"""What checklists announces."""

from dataclasses import dataclass
from typing import ClassVar

from pult.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class TemplateChanged(Event):
    """The template of a checklist was made, changed, archived, or is used again."""

    name: ClassVar[str] = "checklist_template.changed"
    about: ClassVar[str] = "template"
    template_id: int

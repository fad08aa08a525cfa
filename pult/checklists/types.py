"""The values of checklists: what a step says, and who keeps the templates."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from pult.foundation import rights
from pult.foundation.audit import acts
from pult.foundation.rights import SUPERVISORS_UP
from pult.foundation.text.tongues import said

Words = dict[str, str]

MOST_ITEMS = 50
LONGEST_ITEM = 300


class Right(StrEnum):
    """What checklists let people do."""

    MANAGE = "checklists.manage"


class Act(StrEnum):
    """The privileged acts about checklists, as the audit log names them."""

    CHANGED = "checklist_template.changed"
    ARCHIVED = "checklist_template.archived"
    RESTORED = "checklist_template.restored"


acts.declare(Act.CHANGED, _("Changed a checklist"))
acts.declare(Act.ARCHIVED, _("Archived a checklist"))
acts.declare(Act.RESTORED, _("Uses an archived checklist again"))

rights.declare(Right.MANAGE, _("Set up checklists"), granted_to=SUPERVISORS_UP)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a template, in the languages in which it is written."""

    words: Words = field(hash=False)
    hints: Words = field(default_factory=dict, hash=False)
    link: str = ""
    is_required: bool = False

    def __str__(self) -> str:
        return said(self.words)

    @property
    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "words": self.words,
            "hints": self.hints,
            "link": self.link,
            "is_required": self.is_required,
        }

"""What is done at the end of a guided script, with the rights of whoever plays it."""

from datetime import datetime

from django.utils.translation import gettext as _

from pult.conversations.models import Conversation
from pult.conversations.types import Priority, Right
from pult.foundation.actors import Actor
from pult.knowledge.types.scripts import Closing
from pult.workforce.models import Department

from .labels import set_priority, set_tags
from .ownership import transfer
from .status import solve
from .writing import note


def close_with(conversation: Conversation, closing: Closing, *, by: Actor, at: datetime) -> list[str]:
    """Note, label, hurry, hand over, solve: in this order. Says in words what was done and what was not allowed."""
    done = []
    if not by.has(Right.REPLY):
        return [_("Nothing more was done: %(name)s may not write here.") % {"name": by.name}]
    if closing.note:
        note(conversation, by=by, text=closing.note, at=at)
    if closing.tags:
        set_tags(conversation, {*conversation.tags, *closing.tags}, by=by, at=at)
        done.append(_("Tags: %(tags)s") % {"tags": ", ".join(closing.tags)})
    if closing.priority:
        priority = Priority(closing.priority)
        set_priority(conversation, priority, by=by, at=at)
        done.append(_("Priority: %(priority)s") % {"priority": priority.label})
    if closing.department_id is not None:
        done.append(_hand_over(conversation, closing.department_id, by=by, at=at))
    if closing.solves and not conversation.is_resolved:
        solve(conversation, by=by, at=at)
        done.append(_("Solved"))
    return done


def _hand_over(conversation: Conversation, department_id: int, *, by: Actor, at: datetime) -> str:
    department = Department.objects.filter(pk=department_id).first()
    if department is None:
        return _("Not handed over: the department is gone.")
    if not by.has(Right.ASSIGN):
        return _("Not handed over to %(department)s: %(name)s may not do that.") % {
            "department": department.name,
            "name": by.name,
        }
    transfer(conversation, to=department, by=by, at=at)
    return _("Handed over to %(department)s") % {"department": department.name}

"""The act that adds a checklist."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.checklists.models import Template
from pult.conversations.acts import Act, declare
from pult.conversations.acts.registry import Words
from pult.conversations.errors import NotThere
from pult.conversations.models import Conversation
from pult.conversations.types import Right
from pult.foundation.actors import Actor

from .checklists import add_once


def _add(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    template = Template.objects.in_use().filter(pk=int(value) if value.isdecimal() else 0).first()
    if template is None:
        raise NotThere(_("The checklist is not in use any more."))
    add_once(conversation, template, by=by, at=at)


def _templates(_actor: Actor) -> list[tuple[str, Words]]:
    return [(str(one.pk), str(one)) for one in Template.objects.in_use().in_order()]


declare(
    Act(
        key="checklist",
        label=gettext_lazy("Add a checklist"),
        right=Right.REPLY,
        order=24,
        do=_add,
        options=_templates,
        hint=gettext_lazy("Nothing happens where the conversation has it already."),
    )
)

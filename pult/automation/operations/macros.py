"""Macros: writing them, dropping them, playing them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.automation.events import MacroChanged
from pult.automation.models import Macro
from pult.conversations import operations as conversations
from pult.conversations.errors import NameTaken
from pult.conversations.models import BulkRun, Conversation
from pult.conversations.queries import Chosen, Use
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.workforce.models import Department, Member

from .rules import check_acts


def save_macro(
    macro: Macro,
    *,
    name: str,
    acts: Iterable[Chosen],
    by: Actor,
    owner: Member | None = None,
    department: Department | None = None,
    at: datetime | None = None,
) -> Macro:
    """Put several acts under one name, for oneself, a department or everybody."""
    chosen = tuple(acts)
    if not name.strip():
        raise Invalid(_("Give the macro a name."))
    check_acts(chosen, Use.MACRO)
    macro.name, macro.acts = name.strip()[:60], [one.as_json() for one in chosen]
    macro.owner, macro.department, macro.changed_at = owner, department, at or timezone.now()
    try:
        with transaction.atomic():
            macro.save()
            _announce(macro, by, macro.changed_at)
    except IntegrityError as error:
        raise NameTaken(_("There is a macro with this name already.")) from error
    return macro


@transaction.atomic
def drop_macro(macro: Macro, *, by: Actor, at: datetime | None = None) -> None:
    """Drop a macro; what was done with it stays as it is."""
    _announce(macro, by, at or timezone.now(), is_dropped=True)
    macro.delete()


def play_macro(macro: Macro, conversation: Conversation, *, by: Actor, at: datetime | None = None) -> BulkRun:
    """Do everything that a macro says, or nothing of it. What changed can be undone like any act on many."""
    run = conversations.act_on_many([conversation.pk], [("macro", str(macro.pk))], by=by, at=at)
    Macro.objects.filter(pk=macro.pk).update(used=F("used") + 1)
    return run


def _announce(macro: Macro, by: Actor, at: datetime, *, is_dropped: bool = False) -> None:
    fact = MacroChanged(
        macro_id=macro.pk, is_dropped=is_dropped, is_shared=macro.owner_id is None, by=by.ref, at=at
    )
    publish(fact)

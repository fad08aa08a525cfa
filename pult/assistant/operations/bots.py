"""Setting bots up: which inbox, which flow, when, from which score on, and the small talk of the house."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.assistant import queries
from pult.assistant.events import BotChanged
from pult.assistant.models import Bot, Flow, OwnChatter
from pult.assistant.types import Chat, Detail, Texts
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel


@transaction.atomic
def open_bot(inbox: Inbox, *, name: str, flow: Flow, by: Actor, at: datetime | None = None) -> Bot:
    """Give a chat inbox a bot. It is silent until it is switched on."""
    if inbox.channel != Channel.CHAT:
        raise Invalid(_("Only chats can have a bot."))
    bot, is_new = Bot.objects.get_or_create(inbox=inbox, defaults={"name": name, "flow": flow})
    if not is_new:
        raise Invalid(_("This inbox has a bot already."))
    _announce(bot, by=by, at=at)
    return bot


@transaction.atomic
def change_bot(bot: Bot, *, by: Actor, at: datetime | None = None, **values: Any) -> None:
    """Let a bot answer otherwise: another name, flow or time, switched on or off."""
    if values.get("is_on") and values.get("flow", bot.flow).published_id is None:
        raise Invalid(_("Publish the flow before you switch the bot on."))
    Bot.objects.filter(pk=bot.pk).update(**values)
    bot.refresh_from_db()
    _announce(bot, by=by, at=at)


@transaction.atomic
def set_details(bot: Bot, details: Iterable[Detail], *, by: Actor, at: datetime | None = None) -> None:
    """Say what the bot asks before it hands over."""
    rows = [{"key": one.key, "kind": one.kind, "label": one.label} for one in details]
    Bot.objects.filter(pk=bot.pk).update(details=rows)
    bot.refresh_from_db()
    _announce(bot, by=by, at=at)


@transaction.atomic
def take_threshold(bot: Bot, *, by: Actor, at: datetime | None = None) -> bool:
    """Answer from the score on that follows from what was said of the answers so far; false if too little was said."""
    choice = queries.threshold_for(bot)
    if choice is None:
        return False
    Bot.objects.filter(pk=bot.pk).update(threshold=choice.threshold)
    bot.refresh_from_db()
    _announce(bot, by=by, at=at)
    return True


@transaction.atomic
def change_chatter(kind: Chat, *, cues: list[str], answer: Texts, by: Actor) -> None:  # noqa: ARG001
    """Understand and answer a kind of small talk in the words of the house."""
    OwnChatter.objects.update_or_create(kind=kind, defaults={"cues": cues, "answer": answer})


@transaction.atomic
def reset_chatter(kind: Chat, *, by: Actor) -> None:  # noqa: ARG001
    """Go back to the small talk as it was delivered."""
    OwnChatter.objects.filter(kind=kind).delete()


def _announce(bot: Bot, *, by: Actor, at: datetime | None) -> None:
    publish(BotChanged(inbox_id=bot.pk, by=by.ref, at=at or timezone.now()))

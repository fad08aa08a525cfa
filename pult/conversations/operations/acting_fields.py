"""Acts on the type of a conversation and on its fields: one for each field that is in use."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.conversations.acts import BEFOREHAND, Act, Value
from pult.conversations.acts.registry import EVERYWHERE, Do, Words, declare_source
from pult.conversations.errors import NotThere
from pult.conversations.models import Conversation
from pult.conversations.types import Right
from pult.fields.errors import WrongValue
from pult.fields.queries import catalogue, from_plain
from pult.fields.types import Asked, Audience, Kind
from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid

from .fielding import set_type, write_fields

NOTHING = "-"
EMPTY: tuple[str, Words] = (NOTHING, gettext_lazy("Nothing: empty it"))


def _known() -> Iterator[Act]:
    """What can be set now."""
    known = catalogue()
    if types := [(str(one.pk), one.name) for one in known.offered]:
        yield Act(
            key="type",
            label=gettext_lazy("Set the type"),
            right=Right.REPLY,
            order=22,
            do=_set_type,
            options=lambda _actor: [EMPTY, *types],
        )
    for one in known.of(Audience.CONVERSATION):
        yield _act(one)


def _act(asked: Asked) -> Act:
    options: list[tuple[str, Words]] = [EMPTY, *asked.options]
    decides = asked.kind.decides
    return Act(
        key=f"field-{asked.pk}",
        label=_("Set “%(field)s”") % {"field": asked.name},
        right=Right.REPLY,
        order=23,
        do=_writing(asked),
        value=Value.CHOICE if decides else Value.TEXT if asked.kind == Kind.LONG else Value.LIST,
        options=(lambda _actor: options) if decides else None,
        uses=EVERYWHERE if decides else BEFOREHAND,
        hint="" if decides else gettext_lazy("A hyphen alone empties it."),
        check=None if decides else _checking(asked),
    )


def _set_type(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    if value != NOTHING and not value.isdecimal():
        raise NotThere(_("There is no such type any more."))
    set_type(conversation, None if value == NOTHING else int(value), by=by, at=at)


def _writing(asked: Asked) -> Do:
    def write(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
        form = catalogue().form(conversation.type_id)
        if all(one.key != asked.key for one in form):
            raise Invalid(_("“%(field)s” is not asked of this conversation.") % {"field": asked.name})
        given = None if value == NOTHING else from_plain(asked, value)
        write_fields(conversation, {asked.key: given}, by=by, at=at)

    return write


def _checking(asked: Asked) -> Callable[[str], str]:
    def check(value: str) -> str:
        try:
            from_plain(asked, None if value == NOTHING else value)
        except WrongValue as refusal:
            return str(refusal)
        return ""

    return check


declare_source(_known)

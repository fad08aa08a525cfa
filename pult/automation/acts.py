"""What rules and macros can do beside what conversations themselves know."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pult.accounts.models import Person
from pult.accounts.types import Language
from pult.conversations.errors import NotThere
from pult.conversations.models import Conversation, Follower
from pult.conversations.queries import BEFOREHAND, Act, Use, Value, Words
from pult.conversations.queries import declare_act as declare
from pult.conversations.queries.notices import CONVERSATION
from pult.conversations.types import Right as ConversationRight
from pult.foundation.actors import Actor, Kind
from pult.foundation.events import publish
from pult.notifications import operations as notifications
from pult.workforce.models import Member

from .events import WebhookAsked
from .models import Macro
from .notices import ASKED

AT_THE_DOOR = frozenset({Use.INTAKE})
OWNER, FOLLOWERS = "owner", "followers"
Endpoints = Callable[[], list[tuple[str, Words]]]
_ENDPOINTS: list[Endpoints] = []


def offer_endpoints(source: Endpoints) -> None:
    """Let rules ask for webhooks: the source names the endpoints that can be told now, by their keys."""
    _ENDPOINTS.append(source)
    if len(_ENDPOINTS) == 1:
        declare(WEBHOOK)


def _people(_actor: Actor) -> list[tuple[str, Words]]:
    rows = Member.objects.at_work().order_by("person__name", "pk").values_list("pk", "person__name")
    fixed: list[tuple[str, Words]] = [
        (OWNER, pgettext_lazy("rule", "Whoever has it")),
        (FOLLOWERS, pgettext_lazy("rule", "Everybody who follows it")),
    ]
    return [*fixed, *((str(pk), name) for pk, name in rows)]


def _notify(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    if value == OWNER:
        told = [conversation.assignee_id] if conversation.assignee_id else []
    elif value == FOLLOWERS:
        followers = Follower.objects.filter(conversation=conversation)
        told = list(followers.values_list("person_id", flat=True))
    else:
        known = Person.objects.filter(pk=int(value) if value.isdigit() else 0, is_active=True)
        told = list(known.values_list("pk", flat=True))
        if not told:
            raise NotThere(_("Whoever should be told is not here any more."))
    thing = f"{CONVERSATION.key}:{conversation.pk}"
    notifications.tell(ASKED, told, about=conversation.pk, thing=thing, by=by.ref, at=at)


def _ask_webhook(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    if value not in {key for key, _label in _endpoints(by)}:
        raise NotThere(_("The webhook has gone."))
    rule_id = by.id if by.kind == Kind.RULE else None
    publish(WebhookAsked(conversation_id=conversation.pk, endpoint=value, rule_id=rule_id, by=by.ref, at=at))


def _endpoints(_actor: Actor) -> list[tuple[str, Words]]:
    return [one for source in _ENDPOINTS for one in source()]


def _macros(actor: Actor) -> list[tuple[str, Words]]:
    rows = Macro.objects.usable_by(actor).order_by("-used", "name", "pk").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def _play_macro(conversation: Conversation, value: str, by: Actor, at: datetime) -> None:
    macro = Macro.objects.usable_by(by).filter(pk=int(value) if value.isdigit() else 0).first()
    if macro is None:
        raise NotThere(_("The macro has gone."))
    for chosen in macro.chosen:
        act = chosen.act
        if act is None or not by.has(act.right):
            raise NotThere(_("You may not do everything that this macro does."))
        act.do(conversation, chosen.value, by, at)
        conversation.refresh_from_db()


NOTIFY = declare(
    Act(
        key="notify",
        label=gettext_lazy("Tell somebody"),
        right=ConversationRight.REPLY,
        order=55,
        do=_notify,
        options=_people,
        uses=BEFOREHAND,
    )
)
MACRO = declare(
    Act(
        key="macro",
        label=gettext_lazy("Play a macro"),
        right=ConversationRight.REPLY,
        order=75,
        do=_play_macro,
        options=_macros,
        uses=frozenset({Use.BULK}),
    )
)
WEBHOOK = Act(
    key="webhook",
    label=gettext_lazy("Call a webhook"),
    right=ConversationRight.REPLY,
    order=85,
    do=_ask_webhook,
    options=_endpoints,
    uses=frozenset({Use.RULE}),
)


def _decided(_conversation: Conversation, _value: str, _by: Actor, _at: datetime) -> None:
    """Was done when the mail stood at the door."""


def _declare_at_the_door(
    order: int,
    key: str,
    label: Words,
    options: Callable[[Actor], list[tuple[str, Words]]] | None,
    hint: Words = "",
) -> None:
    declare(
        Act(
            key=key,
            label=label,
            right=ConversationRight.REPLY,
            order=order,
            do=_decided,
            value=Value.CHOICE if options else Value.LIST,
            options=options,
            uses=AT_THE_DOOR,
            hint=hint,
        )
    )


_declare_at_the_door(
    100,
    "hold_mail",
    gettext_lazy("Hold the mail, because"),
    None,
    gettext_lazy("It waits among the held mail until somebody reads it again; the reason is shown there."),
)
_declare_at_the_door(
    110,
    "mail_language",
    gettext_lazy("Set the language"),
    lambda _actor: [(str(value), label) for value, label in Language.choices],
)
_declare_at_the_door(
    120,
    "acknowledgement",
    gettext_lazy("Acknowledge that it has arrived"),
    lambda _actor: [("none", pgettext_lazy("acknowledgement", "never"))],
)
_declare_at_the_door(
    130,
    "put_away",
    gettext_lazy("Put it away"),
    lambda _actor: [("closed", gettext_lazy("closed at once, in nobody's list and figure"))],
)

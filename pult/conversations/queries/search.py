"""Searching: conversations in which something was said, each with the passage that shows why."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import SafeString

from pult.conversations.models import Conversation, Message
from pult.conversations.spelling import spelt_out
from pult.foundation.actors import Actor
from pult.foundation.database.kept import Kept, one_of
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.text.query import Query, parse
from pult.foundation.text.snippet import highlight, snippet

from .matching import newest_matches, newest_titles

OWN = [field.name for field in Conversation._meta.concrete_fields]

FOUND: KeptModels[Conversation] = KeptModels()
TEXTS = Kept(tuple)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A conversation that was found, and the passage that shows why. `message_id` is None when found by number.

    `side_id` is the side conversation in which the passage stands, where that is so.
    """

    conversation: Conversation
    message_id: int | None
    subject: SafeString
    passage: SafeString
    side_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """Some hits, newest first; `older_than` is where to go on, None at the end."""

    hits: list[Hit]
    older_than: int | None


def search(actor: Actor, text: str, *, older_than: int | None = None, limit: int = 50) -> Found:
    """Conversations in which something was said, newest first; one with that number comes before all others."""
    asked = parse(text)
    matches, goes_on = _newest_matches(actor, asked, older_than=older_than, limit=limit)
    numbered = _numbered(actor, text) if older_than is None else None
    conversations = _conversations([*matches, *([numbered] if numbered else [])], numbered=numbered)
    texts = _texts(list(matches.values()))
    hits = [_by_number(conversations[numbered])] if numbered in conversations else []
    for conversation_id, message_id in matches.items():
        if conversation_id in conversations and conversation_id != numbered:
            where, text = texts.get(message_id, (conversation_id, ""))
            side_id = where if where != conversation_id else None
            hits.append(_hit(conversations[conversation_id], message_id, text, asked, side_id=side_id))
    return Found(hits=hits, older_than=min(matches.values()) if goes_on else None)


def by_subject(actor: Actor, text: str, *, limit: int) -> list[Conversation]:
    """The newest conversations whose subject answers what is being typed; a look-up, not a search through all texts."""
    asked = parse(text, is_typing=True)
    if asked.is_empty:
        return []
    found = newest_titles(actor, spelt_out(asked), limit=limit)
    conversations = _conversations(found)
    return [conversations[key] for key in found if key in conversations]


def _newest_matches(
    actor: Actor, asked: Query, *, older_than: int | None, limit: int
) -> tuple[dict[int, int], bool]:
    """The newest matching message of each of `limit` conversations, and whether there may be more."""
    found: dict[int, int] = {}
    if asked.is_empty:
        return found, False
    matches = newest_matches(actor, spelt_out(asked), older_than=older_than, limit=limit)
    for message_id, conversation_id in matches:
        if conversation_id not in found and len(found) == limit:
            return found, True
        found.setdefault(conversation_id, message_id)
    return found, False


def _numbered(actor: Actor, text: str) -> int | None:
    number = text.strip().removeprefix("#")
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        return None
    return Conversation.objects.visible_to(actor).filter(pk=int(number)).values_list("pk", flat=True).first()


def _conversations(keys: list[int], *, numbered: int | None = None) -> dict[int, Conversation]:
    """Spam is found by its number only."""
    rows = FOUND.ask(
        "found",
        lambda slots: (
            Conversation.objects.filter(pk__in=one_of(slots["keys"]))
            .filter(Q(spam_since=None) | Q(pk=slots["numbered"]))
            .select_related("customer", "assignee__person", "department", "own_status", "inbox")
            .only(
                *OWN,
                "own_status__names",
                "own_status__within",
                "customer__name",
                "assignee__person__name",
                "department__name",
                "inbox__brand_id",
            )
        ),
        {"keys": keys, "numbered": numbered or 0},
    )
    return {conversation.pk: conversation for conversation in rows}


def _texts(keys: list[int]) -> dict[int, tuple[int, str]]:
    """What messages say, with the conversation in which they stand."""
    rows = TEXTS.ask(
        "texts",
        lambda slots: Message.objects.filter(pk__in=one_of(slots["keys"])).values_list(
            "pk", "conversation_id", "text"
        ),
        {"keys": keys},
    )
    return {pk: (where, text) for pk, where, text in rows}


def _hit(conversation: Conversation, message_id: int, text: str, asked: Query, *, side_id: int | None) -> Hit:
    return Hit(
        conversation=conversation,
        message_id=message_id,
        subject=highlight(conversation.subject, asked),
        passage=snippet(text, asked),
        side_id=side_id,
    )


def _by_number(conversation: Conversation) -> Hit:
    nothing = Query()
    return Hit(
        conversation=conversation,
        message_id=None,
        subject=highlight(conversation.subject, nothing),
        passage=snippet(conversation.preview, nothing),
    )

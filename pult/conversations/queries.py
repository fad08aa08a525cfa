"""Questions about conversations that several screens ask."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import F, Max, QuerySet
from django.utils.safestring import SafeString

from pult.foundation.actors import Actor
from pult.foundation.database.kept import Kept, one_of
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.text.fields import Looked, Matches
from pult.foundation.text.frequency import frequencies, newest_first, worth_a_look
from pult.foundation.text.query import Query, parse
from pult.foundation.text.snippet import highlight, snippet
from pult.foundation.text.vector import Weight

from .models import Conversation, Message, MessageIndex
from .types import Right

MOST_LOOKED_AT = 2_000
NEWEST = 4_000

FOUND: KeptModels[Conversation] = KeptModels()
TEXTS = Kept(tuple)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A conversation that was found, and the passage that shows why. `message_id` is None when found by number."""

    conversation: Conversation
    message_id: int | None
    subject: SafeString
    passage: SafeString


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
    conversations = _conversations([*matches, *([numbered] if numbered else [])])
    texts = _texts(list(matches.values()))
    hits = [_by_number(conversations[numbered])] if numbered in conversations else []
    for conversation_id, message_id in matches.items():
        if conversation_id in conversations and conversation_id != numbered:
            hits.append(_hit(conversations[conversation_id], message_id, texts.get(message_id, ""), asked))
    return Found(hits=hits, older_than=min(matches.values()) if goes_on else None)


def by_subject(actor: Actor, text: str, *, limit: int) -> list[Conversation]:
    """The newest conversations whose subject answers what is being typed; a look-up, not a search through all texts."""
    asked = replace(parse(text, is_typing=True), weight=Weight.TITLE)
    if asked.is_empty:
        return []
    index = _readable(actor)
    if frequencies(MessageIndex).is_frequent(asked, limit=limit):
        # Many texts say it, subjects perhaps not: nobody waits while they are walked through to the first one.
        found = [conversation_id for _, conversation_id in _among_the_newest(index, asked)[:limit]]
    else:
        newest = index.filter(vector__matches=asked).order_by("-message_id")
        found = list(newest.values_list("conversation_id", flat=True)[:limit])
    conversations = _conversations(found)
    return [conversations[key] for key in found if key in conversations]


def _newest_matches(
    actor: Actor, asked: Query, *, older_than: int | None, limit: int
) -> tuple[dict[int, int], bool]:
    """The newest matching message of each of `limit` conversations, and whether there may be more."""
    found: dict[int, int] = {}
    if asked.is_empty:
        return found, False
    for message_id, conversation_id in _matches(actor, asked, older_than=older_than, limit=limit):
        if conversation_id not in found and len(found) == limit:
            return found, True
        found.setdefault(conversation_id, message_id)
    return found, False


def _matches(actor: Actor, asked: Query, *, older_than: int | None, limit: int) -> Iterator[tuple[int, int]]:
    """Matching messages, newest first, fetched a portion at a time: several may belong to one conversation."""
    index = _readable(actor)
    matching = index.filter(vector__matches=asked)
    portion, seen = limit * 2, 0
    if older_than is None and worth_a_look(asked, index=MessageIndex, among=NEWEST, wanted=portion):
        rows = _among_the_newest(index, asked)
        yield from rows
        seen, older_than = len(rows), rows[-1][0] if rows else None
    order = newest_first(asked, index=MessageIndex, by="message_id", limit=limit)
    while seen < MOST_LOOKED_AT:
        older = matching if older_than is None else matching.filter(message_id__lt=older_than)
        rows = list(older.order_by(order).values_list("message_id", "conversation_id")[:portion])
        yield from rows
        if len(rows) < portion:
            return
        seen, older_than, portion = seen + len(rows), rows[-1][0], portion * 2


def _readable(actor: Actor) -> "QuerySet[MessageIndex]":
    """The words of the messages that this person may read."""
    index = MessageIndex.objects.all()
    if actor.has(Right.READ_ALL):
        return index
    return index.filter(conversation__in=Conversation.objects.visible_to(actor))


def _among_the_newest(index: "QuerySet[MessageIndex]", asked: Query) -> list[tuple[int, int]]:
    """Matches among the newest messages, tried one by one: words that often stand together are found at once."""
    newest = MessageIndex.objects.aggregate(newest=Max("message_id"))["newest"] or 0
    tried = index.filter(Looked(Matches(F("vector"), asked)), message_id__gt=newest - NEWEST)
    return list(tried.order_by("-message_id").values_list("message_id", "conversation_id"))


def _numbered(actor: Actor, text: str) -> int | None:
    number = text.strip().removeprefix("#")
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        return None
    return Conversation.objects.visible_to(actor).filter(pk=int(number)).values_list("pk", flat=True).first()


def _conversations(keys: list[int]) -> dict[int, Conversation]:
    rows = FOUND.ask(
        "found",
        lambda slots: Conversation.objects.filter(pk__in=one_of(slots["keys"])).select_related(
            "customer", "assignee__person", "department"
        ),
        {"keys": keys},
    )
    return {conversation.pk: conversation for conversation in rows}


def _texts(keys: list[int]) -> dict[int, str]:
    rows = TEXTS.ask(
        "texts",
        lambda slots: Message.objects.filter(pk__in=one_of(slots["keys"])).values_list("pk", "text"),
        {"keys": keys},
    )
    return dict(rows)


def _hit(conversation: Conversation, message_id: int, text: str, asked: Query) -> Hit:
    return Hit(
        conversation=conversation,
        message_id=message_id,
        subject=highlight(conversation.subject, asked),
        passage=snippet(text, asked),
    )


def _by_number(conversation: Conversation) -> Hit:
    nothing = Query()
    return Hit(
        conversation=conversation,
        message_id=None,
        subject=highlight(conversation.subject, nothing),
        passage=snippet(conversation.preview, nothing),
    )

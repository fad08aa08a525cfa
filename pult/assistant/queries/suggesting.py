"""What may help an agent with a conversation: articles, and solved conversations in which the same was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse

from pult.accounts.types import Language
from pult.brands import queries as brands
from pult.conversations.models import CannedReply, Conversation, Message, MessageIndex
from pult.conversations.queries import Ready, canned_here, ready, scope, stand_in
from pult.conversations.types import MessageKind
from pult.foundation.actors import Actor
from pult.foundation.database.kept import Kept
from pult.foundation.database.kept_models import KeptModels
from pult.foundation.text import analyser
from pult.foundation.text.codes import code
from pult.foundation.text.frequency import frequencies
from pult.foundation.text.query import Query, Word
from pult.knowledge.models import Translation
from pult.knowledge.queries.finding import Found
from pult.knowledge.types import DocumentKind, Reader

from .letters import found_for
from .similar import Similar, Told, alike

LAST_MESSAGES: Final = 3
MOST_TEXT: Final = 1500
MOST_ARTICLES: Final = 3
MOST_SIMILAR: Final = 3
MOST_CANNED: Final = 3
MOST_WORDS: Final = 8
MOST_CANNED_READ: Final = 300
# Words that more messages than this hold tell nothing.
TOO_FREQUENT: Final = 0.05

SAID: Final = Kept(tuple)
OPENED: Final[KeptModels[Conversation]] = KeptModels()


@dataclass(frozen=True, kw_only=True)
class Article:
    """A document that may answer, with the words to insert: none where this customer may not read it."""

    document_id: int
    title: str
    passage: str
    insert: str
    url: str

    @property
    def is_internal(self) -> bool:
        """Whether only the staff reads this, or customers other than this one."""
        return not self.insert


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Everything that is suggested beside a conversation."""

    articles: list[Article]
    canned: list[Ready]
    similar: list[Similar]


def opened(actor: Actor, pk: int) -> Conversation | None:
    """The conversation, if this person may read it, with what its suggestions need to know of it."""
    if not any(scope(actor)[:2]):
        return None

    def build(slots: Mapping[str, Any]) -> "QuerySet[Conversation]":
        seen = Conversation.objects.visible_to(stand_in(actor, slots)).filter(pk=slots["conversation"])
        return seen.select_related("customer", "department").defer("customer__vector")

    found = OPENED.ask(scope(actor), build, {"conversation": pk, "person": actor.person_id})
    return found[0] if found else None


def beside(conversation: Conversation, actor: Actor) -> Beside:
    """What may help with a conversation, with one look at what was said."""
    said = said_last(conversation)
    return Beside(
        articles=articles_for(conversation, actor, said=said),
        canned=canned_to(conversation, actor, said=said),
        similar=similar_to(conversation, actor, said=said),
    )


def articles_for(conversation: Conversation, actor: Actor, *, said: str | None = None) -> list[Article]:
    """The documents that answer what the customer wrote last: those that they may read, then those of the house."""
    text = said_last(conversation) if said is None else said
    if not text:
        return []
    language = conversation.language if conversation.language in Language.values else Language.EN
    kinds = (DocumentKind.ARTICLE, DocumentKind.SOP, DocumentKind.HANDBOOK)
    found = found_for(text, reader=Reader(actor=actor), language=language, kinds=kinds, limit=MOST_ARTICLES)
    if not found:
        return []
    told = Translation.objects.readable_by(_reader_of(conversation))
    open_to_them = set(told.filter(pk__in=[one.translation.pk for one in found]).values_list("pk", flat=True))
    articles = [_article(one, language, may_insert=one.translation.pk in open_to_them) for one in found]
    return sorted(articles, key=lambda article: article.is_internal)


def _reader_of(conversation: Conversation) -> Reader:
    customer = conversation.customer
    groups = frozenset({customer.company_id}) if customer.company_id else frozenset[int]()
    brand_id = conversation.brand_id if brands.is_several() else None
    return Reader(customer_id=customer.pk, groups=groups, brand_id=brand_id)


def similar_to(conversation: Conversation, actor: Actor, *, said: str | None = None) -> list[Similar]:
    """The solved conversations that share the most telling words, as far as somebody may read them."""
    words = _telling(conversation, said)
    among = frequencies(MessageIndex, "codes").rows
    return alike(words, actor=actor, without=conversation, among=among, limit=MOST_SIMILAR)


def canned_to(conversation: Conversation, actor: Actor, *, said: str | None = None) -> list[Ready]:
    """The canned replies that speak of what the customer wrote last, ready to be sent to them."""
    wanted = {one.code for one in _telling(conversation, said)}
    if not wanted:
        return []
    usable = canned_here(conversation, actor=actor)[:MOST_CANNED_READ]
    shared = [(len(wanted & _words_of(one)), -place, one) for place, one in enumerate(usable)]
    best = sorted((one for one in shared if one[0]), key=lambda one: one[:2], reverse=True)
    return ready([one for _count, _place, one in best[:MOST_CANNED]], conversation, actor)


def _words_of(reply: CannedReply) -> frozenset[int]:
    """What a canned reply speaks of, in every language that it was written in."""
    return _numbers(" ".join((reply.name, *reply.texts.values())))


@lru_cache(MOST_CANNED_READ)
def _numbers(text: str) -> frozenset[int]:
    return frozenset(map(code, analyser.keys(text)))


def said_last(conversation: Conversation) -> str:
    """The last messages of the customer, the newest first."""

    def build(slots: Mapping[str, Any]) -> "QuerySet[Message, Any]":
        theirs = Message.objects.filter(conversation=slots["conversation"], kind=MessageKind.CUSTOMER)
        return theirs.order_by("-pk").values_list("text")[:LAST_MESSAGES]

    rows = SAID.ask("last", build, {"conversation": conversation.pk})
    return "\n".join(text for (text,) in rows)[:MOST_TEXT]


def _article(found: Found, language: str, *, may_insert: bool) -> Article:
    one = found.translation
    inside = reverse("knowledge:reading", args=[one.document_id])
    outside = f"/hc/{language}/articles/{one.document_id}-{one.slug}"
    passage = str(found.passage)
    plain = passage.replace("<mark>", "").replace("</mark>", "").strip("… ")
    return Article(
        document_id=one.document_id,
        title=one.title,
        passage=passage,
        insert=plain if may_insert else "",
        url=outside if may_insert else inside,
    )


def _telling(conversation: Conversation, said: str | None) -> list[Told]:
    """The rarest words of the subject and of what the customer wrote last, by their numbers."""
    text = f"{conversation.subject} {said_last(conversation) if said is None else said}"
    known = frequencies(MessageIndex, "codes")
    keys = {key for key in analyser.keys(text) if len(key) > 2 and not key.isdigit()}
    shares = sorted((known.share(Query((Word(key),))), key) for key in keys)
    # In a small house every word is frequent.
    most = max(TOO_FREQUENT, known.rarest)
    return [Told(code(key), share * known.rows) for share, key in shares[:MOST_WORDS] if share <= most]

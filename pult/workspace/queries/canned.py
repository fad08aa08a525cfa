"""The list of canned replies among the settings, and articles that go into a reply."""

import re
from dataclasses import dataclass
from html import unescape

from django.db.models import Exists, OuterRef
from django.utils.html import strip_tags

from pult.accounts.types import Language
from pult.assistant.queries.suggesting import said_last
from pult.brands import queries as brands
from pult.conversations.models import CannedReply, Conversation
from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page
from pult.knowledge.queries.finding import Found, find, suggest
from pult.knowledge.types import Reader

MOST = 4
TAG_ENDS = re.compile(r"(?=</(?:p|li|h\d|td|th|div|pre)>)")
LONGEST = 1500


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A published article, ready for a reply: its link alone, or its text with the link below."""

    title: str
    language: str
    passage: str
    link: str
    whole: str


def listed(actor: Actor, *, after: str | None = None, before: str | None = None) -> Page[CannedReply]:
    """A page of the canned replies that this person may use, by name."""
    own = CannedReply.objects.changeable_by(actor).filter(pk=OuterRef("pk"))
    seen = CannedReply.objects.visible_to(actor).select_related("owner__person", "department")
    return keyset_page(
        seen.annotate(may_change=Exists(own)), ["name", "pk"], after=after, before=before, size=50
    )


def articles_for(conversation: Conversation, *, typed: str = "") -> list[Offered]:
    """Public articles in the customer's language: by what was typed, or else by what the customer has written."""
    spoken = conversation.language
    language = spoken if spoken in Language.values else Language.EN
    brand = brands.brand_of(conversation.brand_id) if brands.is_several() else brands.house()
    asked, reader = typed.strip(), Reader(brand_id=brands.asked_at(brand.pk))
    if asked:
        found = suggest(asked, reader=reader, language=language, limit=MOST)
    else:
        found = find(said_last(conversation), reader=reader, language=language, limit=MOST)
    return [_offered(one, language, at=brand.address) for one in found]


def _offered(found: Found, language: str, *, at: str) -> Offered:
    """Customers read the published text, whatever the draft says."""
    one = found.translation
    revision = one.published
    title = revision.title if revision else one.title
    text = " ".join(unescape(strip_tags(TAG_ENDS.sub(" ", revision.html))).split()) if revision else ""
    link = f"{at}/hc/{language}/articles/{one.document_id}-{one.slug}"
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
    return Offered(
        title=title,
        language=one.language,
        passage=text[:160],
        link=f"{title}\n{link}",
        whole=f"{shown}\n{link}",
    )

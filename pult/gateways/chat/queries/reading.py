"""Files of a chat for those who may see them, and articles for the widget's search."""

from html import unescape

from django.utils.html import strip_tags

from pult.brands import queries as brands
from pult.conversations.models import Attachment
from pult.conversations.types import MessageKind
from pult.foundation.files.serving import Named
from pult.gateways.chat.keys import file_in
from pult.gateways.chat.models import Chat, Visitor, Widget
from pult.knowledge.models import Translation
from pult.knowledge.queries import finding
from pult.knowledge.types import Reader

from .wording import language_of

LEAST = 2
MOST = 4


def file_behind(link: str) -> Named | None:
    """The file that a link of a visitor names, if it still is in a chat of theirs."""
    named = file_in(link)
    visitor = Visitor.objects.filter(pk=named[1]).first() if named else None
    if named is None or visitor is None:
        return None
    shown = Attachment.objects.filter(message__kind__in=[MessageKind.CUSTOMER, MessageKind.REPLY])
    mine = Chat.objects.of(visitor).values("conversation")
    found = shown.filter(pk=named[0], message__conversation__in=mine).select_related("file").first()
    return Named(found.file, found.name) if found else None


def articles_for(asked: str, *, locale: str, widget: Widget) -> list[dict[str, str]]:
    """Public articles that may answer what somebody is typing, best first."""
    language = language_of(locale, usual=widget.inbox.language)
    if len(asked.strip()) < LEAST or not widget.shows_articles:
        return []
    reader = Reader(brand_id=brands.asked_at(widget.inbox.brand_id))
    found = finding.suggest(asked, reader=reader, language=language, limit=MOST)
    return [_shown(one.translation, unescape(strip_tags(one.passage)), language) for one in found]


def _shown(translation: Translation, passage: str, language: str) -> dict[str, str]:
    address = f"/hc/{language}/articles/{translation.document_id}-{translation.slug}"
    title = translation.published.title if translation.published else translation.title
    return {"title": title, "text": passage[:200], "url": address}

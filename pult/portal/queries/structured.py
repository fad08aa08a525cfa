"""The help centre for machines: schema.org's Article, a feed, a map of the site."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pult.brands.models import Brand
from pult.knowledge.models import Category, Translation
from pult.knowledge.queries import texts
from pult.ui.context import language_tag

from .centre import Frame

SUMMARY = 200
# A browser reads the end of a script element before it reads JSON.
HARMLESS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def path_of(document_id: int, locale: str, slug: str) -> str:
    """Where an article is read in one language."""
    return reverse("portal:article", kwargs={"locale": locale, "pk": document_id, "slug": slug})


def summary_of(translation: Translation) -> str:
    """The first words of a text, for search engines and feeds."""
    said = texts.words_of(translation.published) if translation.published else ""
    return said if len(said) <= SUMMARY else f"{said[:SUMMARY].rsplit(' ', 1)[0]} …"


def article(translation: Translation, crumbs: Iterable[Category], frame: Frame) -> SafeString:
    """The article and the way to it as search engines read them; a block of data, which no browser runs."""
    address = f"{frame.address}{path_of(translation.document_id, translation.language, translation.slug)}"
    house = {"@type": "Organization", "name": frame.house, "url": frame.centre.website or frame.address}
    said: dict[str, Any] = {
        "@type": "Article",
        "headline": translation.title,
        "description": summary_of(translation),
        "inLanguage": language_tag(translation.language),
        "mainEntityOfPage": address,
        "publisher": house,
        "author": house,
    }
    if translation.published_at:
        said["dateModified"] = translation.published_at.isoformat()
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": [said, _way(crumbs, frame, translation, address)]},
        ensure_ascii=False,
    )
    return mark_safe(f'<script type="application/ld+json">{text.translate(HARMLESS)}</script>')


def _way(crumbs: Iterable[Category], frame: Frame, translation: Translation, address: str) -> dict[str, Any]:
    steps = [(frame.name, f"{frame.address}{frame.home}")]
    for one in crumbs:
        path = reverse("portal:category", kwargs={"locale": frame.locale, "slug": one.slug})
        steps.append((one.name, f"{frame.address}{path}"))
    steps.append((translation.title, address))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": where}
            for at, (name, where) in enumerate(steps, 1)
        ],
    }


def feed(articles: list[Translation], frame: Frame) -> str:
    """What is new, as an Atom feed."""
    locale = frame.locale
    atom = Atom1Feed(
        title=_("News of %(house)s") % {"house": frame.name},
        link=f"{frame.address}{frame.home}",
        description="",
        language=language_tag(locale),
        feed_url=f"{frame.address}{reverse('portal:feed', kwargs={'locale': locale})}",
    )
    for one in articles:
        address = f"{frame.address}{path_of(one.document_id, locale, one.slug)}"
        atom.add_item(
            title=one.title,
            link=address,
            description=summary_of(one),
            pubdate=one.published_at,
            updateddate=one.published_at,
            unique_id=f"{frame.address}/hc/{locale}/articles/{one.document_id}",
        )
    return str(atom.writeString("utf-8"))


def addresses(rows: Iterable[tuple[int, str, str, datetime | None]], brand: Brand) -> list[dict[str, Any]]:
    """Every page with its twins in the other languages, for the map of the site."""
    homes = [(one, f"{brand.address}/hc/{one}/") for one in brand.languages]
    pages: list[dict[str, Any]] = [{"address": where, "twins": homes, "at": None} for _one, where in homes]
    by_document: dict[int, list[tuple[str, str, datetime | None]]] = defaultdict(list)
    for key, language, slug, at in rows:
        if language in brand.languages:
            by_document[key].append((language, f"{brand.address}{path_of(key, language, slug)}", at))
    for found in by_document.values():
        twins = [(language, where) for language, where, _at in found]
        pages += [{"address": where, "twins": twins, "at": at} for _language, where, at in found]
    return pages

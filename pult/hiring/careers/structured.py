"""Openings for machines: schema.org's JobPosting, a feed, a list as JSON, a map of the site."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.foundation.text.tongues import said
from pult.hiring.models import Opening
from pult.hiring.queries.settings import house_name
from pult.ui.context import language_tag
from pult.workforce.types import Employment

FULL_TIME_HOURS = 35
# A browser reads the end of a script element before it reads JSON.
HARMLESS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def address_of(opening: Opening, locale: str) -> str:
    """The whole address of an opening's page."""
    path = reverse("hiring:public-opening", kwargs={"locale": locale, "slug": opening.slug})
    return f"{settings.APP_URL}{path}"


def job_posting(opening: Opening, locale: str) -> SafeString:
    """The opening as search engines read it; a block of data, which no browser runs."""
    text = json.dumps(_posting(opening, locale), ensure_ascii=False).translate(HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def _posting(opening: Opening, locale: str) -> dict[str, Any]:
    parts = (opening.summary, said(opening.tasks), said(opening.offers))
    posting: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": opening.title,
        "description": "".join(linebreaks(part, autoescape=True) for part in parts if part),
        "datePosted": opening.published_at.date().isoformat() if opening.published_at else "",
        "employmentType": _employment(opening),
        "hiringOrganization": {"@type": "Organization", "name": house_name(), "sameAs": settings.APP_URL},
        "identifier": {"@type": "PropertyValue", "name": house_name(), "value": opening.slug},
        "directApply": True,
        "inLanguage": language_tag(locale),
        "url": address_of(opening, locale),
    }
    if opening.closes_on:
        posting["validThrough"] = f"{opening.closes_on.isoformat()}T23:59:59"
    if opening.places:
        posting["jobLocation"] = [
            {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": place}}
            for place in opening.places
        ]
    if opening.is_remote:
        posting["jobLocationType"] = "TELECOMMUTE"
    return posting


def _employment(opening: Opening) -> str:
    if opening.employment == Employment.CONTRACTOR:
        return "CONTRACTOR"
    return "FULL_TIME" if opening.hours_per_week >= FULL_TIME_HOURS else "PART_TIME"


def feed(openings: list[Opening], locale: str) -> str:
    """The openings as an Atom feed."""
    home = f"{settings.APP_URL}{reverse('hiring:careers', kwargs={'locale': locale})}"
    atom = Atom1Feed(
        title=_("Jobs at %(house)s") % {"house": house_name()},
        link=home,
        description="",
        language=language_tag(locale),
        feed_url=f"{settings.APP_URL}{reverse('hiring:feed', kwargs={'locale': locale})}",
    )
    for opening in openings:
        atom.add_item(
            title=opening.title,
            link=address_of(opening, locale),
            description=opening.summary,
            pubdate=opening.published_at,
            updateddate=opening.published_at,
            unique_id=address_of(opening, locale),
        )
    return str(atom.writeString("utf-8"))


def as_list(openings: list[Opening]) -> list[dict[str, Any]]:
    """The openings for other pages that list them."""
    locale = get_language() or "en"
    return [
        {
            "title": opening.title,
            "summary": opening.summary,
            "department": opening.department.name,
            "employment": opening.employment,
            "places": opening.places,
            "remote": opening.is_remote,
            "closes_on": opening.closes_on.isoformat() if opening.closes_on else None,
            "url": address_of(opening, locale),
        }
        for opening in openings
    ]


def addresses(openings: list[Opening]) -> list[list[tuple[str, str]]]:
    """Every public page with its twins in the other languages, for the map of the site."""
    pages = [
        [
            (language.value, f"{settings.APP_URL}{reverse(name, kwargs={'locale': language.value})}")
            for language in Language
        ]
        for name in ("hiring:careers", "hiring:guide", "hiring:practice")
    ]
    return pages + [
        [(language.value, address_of(opening, language.value)) for language in Language]
        for opening in openings
    ]

"""What Kettle & Co. knows: articles in three languages, a handbook, words, and a page that is being signed."""

import re
import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from pult.foundation.actors import Actor
from pult.gateways.email import operations as mails
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Category, Document, Revision, Translation
from pult.knowledge.types import Change, DocumentKind

from .stage import House

TEXTS = Path(__file__).parent / "texts" / "knowledge.toml"
LANGUAGES = ("en", "hr", "sr-latn")
AGO = timedelta(days=80)
_REFERENCE = re.compile(r"@([a-z_]+)")
Said = dict[str, Any]


@transaction.atomic
def write_down(house: House, *, now: datetime) -> None:
    """Everything that was written, translated, changed and signed until now; a second call finds it there."""
    texts = _texts()
    if Category.objects.filter(slug="using-your-kettle").exists():
        return
    # What colleagues were asked in the past was read long ago.
    with mails.kept_from_sending(lambda _letter: None):
        _everything(house, texts, now=now)


def _everything(house: House, texts: Said, *, now: datetime) -> None:
    lea = house.members["Lea Novak"].person.actor
    categories = {one["key"]: knowledge.add_category(one["names"], by=lea) for one in texts["category"]}
    written: dict[str, Document] = {}
    for number, one in enumerate(texts["document"]):
        at = now - AGO + timedelta(days=number, hours=number % 7)
        written[one["key"]] = _begun(one, house, categories, by=lea, at=at)
    numbers = {key: document.pk for key, document in written.items()}
    for number, one in enumerate(texts["document"]):
        at = now - AGO + timedelta(days=number, hours=8 + number % 7)
        _published(written[one["key"]], one, numbers, by=lea, at=at)
        if one.get("signed_by"):
            _asked(written[one["key"]], one["signed_by"], house, by=lea, now=now)
    _neglected(written["first"], by=lea, now=now)


@cache
def _texts() -> Said:
    return tomllib.loads(TEXTS.read_text())


def _begun(one: Said, house: House, categories: dict[str, Category], *, by: Actor, at: datetime) -> Document:
    first = one["en"]
    owner = house.members.get(one["owner"])
    made = knowledge.write(
        first["title"],
        body="…",
        data=first.get("data"),
        kind=one.get("kind", DocumentKind.ARTICLE),
        audience=one.get("audience"),
        category=categories.get(one.get("category", "")),
        owner=owner,
        also_asked=one.get("also_asked", ()),
        by=owner.person.actor if owner else by,
        at=at,
    )
    return made.document


def _published(document: Document, one: Said, numbers: dict[str, int], *, by: Actor, at: datetime) -> None:
    first = Translation.objects.get(document=document, language="en")
    if one.get("before"):
        _put_out(first, one["en"] | {"body": one["before"]}, numbers, by=by, at=at)
    else:
        _put_out(first, one["en"], numbers, by=by, at=at)
    for language in LANGUAGES[1:]:
        if language in one:
            at += timedelta(hours=3)
            said = one[language]
            other = knowledge.translate(document, language, title=said["title"], body="…", by=by, at=at)
            _put_out(other, said, numbers, by=by, at=at)
    if one.get("before"):
        _renewed(document, first, one, numbers, by=by, at=at + timedelta(days=20))


def _renewed(
    document: Document, first: Translation, one: Said, numbers: dict[str, int], *, by: Actor, at: datetime
) -> None:
    """The first language says something new; every translation but the outdated one has followed."""
    _put_out(
        first, one["en"], numbers, by=by, at=at, note="Citric acid instead of vinegar; a table of waters"
    )
    followed = Translation.objects.own().filter(document=document, is_outdated=True)
    for other in followed.exclude(language=one["outdated"]):
        knowledge.confirm_current(other, by=by, at=at)


def _put_out(
    translation: Translation, said: Said, numbers: dict[str, int], *, by: Actor, at: datetime, note: str = ""
) -> Revision:
    body = _REFERENCE.sub(lambda found: f"/knowledge/{numbers[found[1]]}", said.get("body", "").strip())
    knowledge.save_draft(translation, title=said["title"], body=body, data=said.get("data"), by=by, at=at)
    return knowledge.publish(translation, by=by, note=note, change=Change.NORMAL, at=at)


def _asked(document: Document, department: str, house: House, *, by: Actor, now: datetime) -> None:
    """Half of a department has signed."""
    asked = now - timedelta(days=6)
    knowledge.ask_for_signatures(document, department=house.departments[department], days=10, by=by, at=asked)
    read = Translation.objects.get(document=document, language="en").published
    people = list(document.acknowledgements.waiting().select_related("person").order_by("pk"))
    for place, one in enumerate(people[: (len(people) + 1) // 2]):
        if read is not None:
            at = asked + timedelta(days=1 + place, hours=2)
            knowledge.sign(document, by=one.person.actor, read=read, at=at)


def _neglected(document: Document, *, by: Actor, now: datetime) -> None:
    """One page whose review is due."""
    knowledge.change_document(
        document,
        owner=document.owner,
        audience=document.audience,
        category=document.category,
        review_on=now.date() - timedelta(days=3),
        by=by,
        at=now - timedelta(days=30),
    )

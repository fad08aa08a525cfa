"""What the command palette offers: places, conversations by number or subject, customers, and the search."""

from dataclasses import dataclass
from itertools import chain

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from pult.conversations import queries as conversations
from pult.conversations.models import Conversation
from pult.conversations.types import Right
from pult.customers import queries as customers
from pult.foundation.actors import Actor
from pult.foundation.text.folding import fold
from pult.ui.navigation import Place, links_for

from .queries.lists import desk_views

MOST = 12
MOST_FOUND = 5


@dataclass(frozen=True, kw_only=True)
class Option:
    """One line of the palette."""

    icon: str
    text: str
    href: str
    more: str = ""


def options_for(actor: Actor, text: str, *, path: str) -> list[Option]:
    """The options for what was typed so far: a number first, then places, conversations, customers, search."""
    return [
        *_numbered(actor, text),
        *[option for option in places(actor, path=path) if _fits(option.text, text)][:MOST],
        *(_subjects(actor, text) if text and actor.has(Right.READ) else []),
        *(_people(actor, text) if text else []),
        *(_search(text) if text and actor.has(Right.READ) else []),
    ]


def places(actor: Actor, *, path: str) -> list[Option]:
    """Every place that this person may go to."""
    desk = [
        Option(icon=view.icon, text=str(view.label), href=reverse("workspace:view", args=[view.name]))
        for view in (desk_views(actor) if actor.has(Right.READ) else [])
    ]
    links = chain(links_for(actor, path=path), links_for(actor, path=path, place=Place.PERSON))
    areas = [Option(icon=link.icon, text=str(link.label), href=link.url) for link in links]
    new = Option(icon="plus", text=_("New conversation"), href=reverse("workspace:new"), more="C")
    return [*([new] if actor.has(Right.REPLY) else []), *desk, *areas]


def _fits(words: str, typed: str) -> bool:
    return fold(typed) in fold(words)


def _numbered(actor: Actor, text: str) -> list[Option]:
    number = text.removeprefix("#")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return []
    found = Conversation.objects.visible_to(actor).filter(pk=int(number)).first()
    if found is None:
        return []
    return [_conversation(found)]


def _subjects(actor: Actor, text: str) -> list[Option]:
    found = conversations.by_subject(actor, text, limit=MOST_FOUND)
    numbered = text.removeprefix("#")
    return [_conversation(conversation) for conversation in found if str(conversation.pk) != numbered]


def _conversation(found: Conversation) -> Option:
    href = reverse("workspace:conversation", args=[found.pk])
    return Option(icon="message", text=found.subject, href=href, more=f"#{found.pk}")


def _people(actor: Actor, text: str) -> list[Option]:
    return [
        Option(
            icon="user",
            text=customer.name,
            href=reverse("workspace:customer", args=[customer.pk]),
            more=next((identity.value for identity in customer.identities.all()), ""),
        )
        for customer in customers.search(actor, text, limit=MOST_FOUND)
    ]


def _search(text: str) -> list[Option]:
    href = f"{reverse('workspace:search')}?{urlencode({'q': text})}"
    return [Option(icon="search", text=_("Search for “%(text)s”") % {"text": text}, href=href)]

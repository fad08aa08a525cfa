"""What a page with the widget may ask for, by whatever way it comes: over the live socket or by a request.

Every call is a name and a dictionary; the answer is a dictionary. Nothing of what comes in is trusted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.conversations.types import Upload
from pult.foundation import live
from pult.foundation.errors import DomainError
from pult.foundation.web.requests import trace_from
from pult.knowledge import operations as knowledge

from . import operations, queries
from .errors import ChatIsOver, Forged, Invalid, TooFast
from .identity import claim_in
from .keys import key_of, visitor_in
from .models import Chat, Visitor, Widget
from .operations import Said
from .pace import CALLS, MESSAGES
from .queries.visiting import AT_ONCE, chat_of, history_of
from .queries.wording import language_of

Data = Mapping[str, Any]
MOST_FIELDS = 30


@dataclass
class Line:
    """One page of a visitor: the widget on it, who they are once they have said hello, and whence they call."""

    widget: Widget
    address: str = ""
    browser: str = ""
    language: str = "en"
    visitor: Visitor | None = None
    sender: str = ""

    @property
    def known(self) -> Visitor:
        """Who calls; refused before they have said hello."""
        if self.visitor is None:
            raise Forged(_("Please load this page again."))
        return self.visitor


def answer(line: Line, name: str, data: Data) -> dict[str, Any]:
    """Do what is asked; a refusal is an answer, too, in the visitor's language."""
    with override(line.language):
        try:
            if name not in CALLS_BY_NAME:
                raise Invalid(_("That did not work. Please try again."))
            if line.visitor is not None:
                _hold_pace(line.visitor, name)
            return CALLS_BY_NAME[name](line, data)
        except DomainError as refusal:
            return {"refused": refusal.code, "text": str(refusal.sentence)}


def enter(line: Line, key: object) -> bool:
    """Let somebody in by the key in their browser, for one request. False when it is none of ours."""
    ident = visitor_in(key)
    found = Visitor.objects.filter(widget=line.widget, key=ident).first() if ident else None
    if found is None:
        return False
    operations.must_not_be_blocked(visitor=found, address=line.address)
    found.widget = line.widget
    line.visitor, line.language = found, found.language or line.language
    return True


def _hold_pace(visitor: Visitor, name: str) -> None:
    pace = MESSAGES if name in {"say", "away", "copy", "rate"} else CALLS
    if not pace.allows(str(visitor.pk)):
        raise TooFast(_("That was too fast. Please wait a moment."))


def _hello(line: Line, data: Data) -> dict[str, Any]:
    """Say who is there: by the key in the browser, by the website's word, or as somebody new."""
    line.language = language_of(text(data, "locale", 20), usual=line.widget.inbox.language)
    at = timezone.now()
    visitor = operations.welcome(
        line.widget,
        key=visitor_in(data.get("key")),
        claim=claim_in(data.get("user"), secret=line.widget.secret, at=at),
        language=line.language,
        browser=line.browser,
        address=line.address,
        at=at,
    )
    visitor.widget = line.widget
    line.visitor = visitor
    if isinstance(data.get("agreed"), bool):
        operations.agree(visitor, to_trail=data["agreed"])
    _note_about(visitor, data)
    _page(line, data)
    chat = queries.current_chat(visitor)
    _back(chat)
    return {
        "key": key_of(visitor.key),
        "me": me_of(visitor),
        "invitation": visitor.invitation or None,
        **news(line, chat, after=number(data, "after")),
    }


def _back(chat: Chat | None) -> None:
    """Whoever calls is here, by whatever way."""
    if chat is not None and chat.ended_at is None:
        operations.note_return([chat])


def me_of(visitor: Visitor) -> dict[str, Any]:
    """What the widget shows of the visitor themselves."""
    return {"name": visitor.name, "email": visitor.email, "verified": visitor.is_verified}


def _note_about(visitor: Visitor, data: Data) -> None:
    """What the page says of its visitor: a label, attributes, and without proof a name and an address."""
    given = data.get("attributes")
    attributes = (
        {str(key)[:40]: str(value)[:200] for key, value in list(given.items())[:MOST_FIELDS]}
        if isinstance(given, Mapping)
        else None
    )
    user = data.get("user")
    said = {} if visitor.is_verified or not isinstance(user, Mapping) else user
    name, email = text(said, "name", 160), address_in(said)
    label = text(data, "label", 40) if "label" in data else None
    if attributes or name or email or label is not None:
        operations.describe(visitor, name=name, email=email, label=label, attributes=attributes)


def news(line: Line, chat: Chat | None, *, after: int) -> dict[str, Any]:
    """How a chat stands, and what was said above a number."""
    if chat is None:
        return {"chat": None, "messages": []}
    messages = queries.messages_after(chat, number=after, visitor=line.known)
    more = {"more": True} if after and len(messages) >= AT_ONCE else {}
    return {"chat": queries.standing_of(chat), "messages": messages, **more}


def _resume(line: Line, data: Data) -> dict[str, Any]:
    """What is new since a number; of an earlier chat when one is named."""
    visitor = line.known
    named = chat_of(visitor, data.get("conversation"))
    operations.note_here([visitor.pk])
    chat = named or queries.current_chat(visitor)
    _back(chat)
    return news(line, chat, after=number(data, "after") if chat == named else 0)


def _say(line: Line, data: Data, uploads: tuple[Upload, ...] = ()) -> dict[str, Any]:
    """A message; in the chat that goes on, or as the beginning of one."""
    visitor = line.known
    asked = data.get("conversation")
    chat = chat_of(visitor, asked)
    if asked and chat is None:
        raise ChatIsOver(_("This chat has ended. You can begin a new one."))
    _back(chat)
    extras = _extras(line, data)
    said = Said(
        name=text(data, "id", 41),
        text=_whole(data, "text"),
        page=text(data, "page", 500),
        department_id=number(data, "department") or None,
        extras=extras,
        uploads=uploads,
    )
    chat, message = operations.say(visitor, said, chat=chat)
    if not asked:
        _note_request(line)
    after = min(number(data, "after") or message.pk - 1, message.pk - 1)
    me = {"me": me_of(visitor)} if extras else {}
    return {"said": said.name, **me, **news(line, chat, after=after if asked else message.pk - 1)}


def _note_request(line: Line) -> None:
    """Whoever was in the help centre before has asked all the same: it has not served them alone."""
    knowledge.note_request(trace_from(line.address, line.browser))


def _extras(line: Line, data: Data) -> dict[str, Any]:
    """What was filled in before or during the chat. A name and an address are noted of the visitor, too."""
    given = data.get("fields")
    if not isinstance(given, Mapping) or not given:
        return {}
    filled = {str(key)[:40]: str(value)[:1000] for key, value in list(given.items())[:MOST_FIELDS] if value}
    _contact(line, filled)
    return {"fields": filled}


def _contact(line: Line, data: Data) -> dict[str, Any]:
    """Where an answer finds them when they have left."""
    visitor = line.known
    if visitor.is_verified and visitor.email:
        return {}
    operations.describe(visitor, name=text(data, "name", 160), email=address_in(data))
    chat = queries.current_chat(visitor)
    if chat is not None and chat.visitor_id == visitor.pk:
        chat.visitor = visitor
        operations.write_address_down(chat)
    return {"me": me_of(visitor)}


def _typing(line: Line, data: Data) -> dict[str, Any]:
    chat = chat_of(line.known, data.get("conversation"))
    if chat is not None and chat.ended_at is None:
        name = str(line.known)
        person = {"id": 0, "name": name, "initials": name[:1].upper(), "visitor": True}
        live.say(f"conversation:{chat.pk}", "typing", person, sender=line.sender)
    return {}


def _got(line: Line, data: Data) -> dict[str, Any]:
    chat = chat_of(line.known, data.get("conversation"))
    if chat is not None:
        operations.note_got(chat, message_id=number(data, "upto"), has_read=data.get("read") is True)
    return {}


def _mine(line: Line, data: Data) -> Chat:
    chat = chat_of(line.known, data.get("conversation"))
    if chat is None:
        raise ChatIsOver(_("This chat has ended. You can begin a new one."))
    return chat


def _rate(line: Line, data: Data) -> dict[str, Any]:
    chat = _mine(line, data)
    operations.rate(chat, score=number(data, "score"), comment=text(data, "comment", 2000))
    return {"chat": queries.standing_of(_mine(line, data))}


def _copy(line: Line, data: Data) -> dict[str, Any]:
    chat = _mine(line, data)
    operations.mail_transcript(chat, by=chat.conversation.customer.actor, to=address_in(data))
    return {}


def _end(line: Line, data: Data) -> dict[str, Any]:
    chat = _mine(line, data)
    operations.end_chat(chat, by=chat.conversation.customer.actor)
    return {"chat": queries.standing_of(_mine(line, data))}


def _away(line: Line, data: Data) -> dict[str, Any]:
    """The form while nobody is here."""
    said = Said(name=text(data, "id", 41), text=_whole(data, "text"))
    operations.leave_message(line.known, said, name=text(data, "name", 160), email=text(data, "email", 254))
    _note_request(line)
    return {}


def _forget(line: Line, data: Data) -> dict[str, Any]:  # noqa: ARG001 - every call is given what was sent
    """The user of the website has signed out: what their browser kept opens nothing any more."""
    operations.renew_key(line.known)
    return {}


def _page(line: Line, data: Data) -> dict[str, Any]:
    page = data.get("page")
    if isinstance(page, Mapping):
        address = text(page, "address", 500)
        if address.startswith(("http://", "https://")):
            operations.note_page(
                line.known,
                address=address,
                title=text(page, "title", 200),
                referrer=text(page, "referrer", 500),
            )
    return {}


def _consent(line: Line, data: Data) -> dict[str, Any]:
    operations.agree(line.known, to_trail=data.get("agreed") is True)
    return _page(line, data)


def _about(line: Line, data: Data) -> dict[str, Any]:
    _note_about(line.known, data)
    return {}


def _history(line: Line, data: Data) -> dict[str, Any]:  # noqa: ARG001 - every call is given what was sent
    return {"chats": history_of(line.known)}


CALLS_BY_NAME: dict[str, Callable[[Line, Data], dict[str, Any]]] = {
    "hello": _hello,
    "resume": _resume,
    "say": _say,
    "contact": _contact,
    "typing": _typing,
    "got": _got,
    "rate": _rate,
    "copy": _copy,
    "end": _end,
    "away": _away,
    "forget": _forget,
    "page": _page,
    "consent": _consent,
    "about": _about,
    "history": _history,
}


def send_file(line: Line, data: Data, upload: Upload) -> dict[str, Any]:
    """A message with a file, in answer to a form that was sent."""
    with override(line.language):
        try:
            _hold_pace(line.known, "say")
            return _say(line, data, (upload,))
        except DomainError as refusal:
            return {"refused": refusal.code, "text": str(refusal.sentence)}


def text(data: Data, key: str, most: int) -> str:
    """A short text that was sent, in one line."""
    value = data.get(key)
    return " ".join(value.replace("\x00", "").split())[:most] if isinstance(value, str) else ""


def _whole(data: Data, key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


def number(data: Data, key: str) -> int:
    """A number that was sent; 0 for anything else."""
    value = data.get(key)
    if isinstance(value, str) and value.isdecimal() and len(value) < 19:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**62 else 0


def address_in(data: Data) -> str:
    """A mail address that was sent, if it looks like one."""
    value = text(data, "email", 254)
    local, at, domain = value.rpartition("@")
    return value if local and at and "." in domain and " " not in value else ""

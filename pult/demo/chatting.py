"""The chat of the shop by day: who asked, how long they waited, what was said, and who went before anybody came."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from pult.accounts.types import Language
from pult.conversations import operations as conversations
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.events.delivery import Held
from pult.gateways.chat import operations as chat
from pult.gateways.chat.models import Chat, Widget
from pult.gateways.chat.operations import Said
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.routing import operations as routing
from pult.routing.models import Offer
from pult.routing.types import Result
from pult.workforce.models import Department

TEXTS = Path(__file__).parent / "texts" / "chats.toml"
TURN = timedelta(seconds=40)
SHOP = "https://shop.kettle.example"


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """One visitor's chat as the file tells it."""

    days: int
    clock: str
    waited: int
    name: str
    language: str
    page: str
    said: list[str]
    score: int = 0

    def began(self, now: datetime) -> datetime:
        """When it began; what would fall on a Sunday, when nobody works, was on the Friday before."""
        day = (now - timedelta(days=self.days)).astimezone()
        day -= timedelta(days=max(0, day.isoweekday() - 5))
        return datetime.combine(day.date(), time.fromisoformat(self.clock), tzinfo=day.tzinfo)


@cache
def chats() -> tuple[Spoken, ...]:
    """All of them, the oldest first."""
    read: dict[str, list[dict[str, Any]]] = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    return tuple(Spoken(**one) for one in read["chat"])


@dataclass
class Window:
    """One chat while it is acted out."""

    widget: Widget
    box: Held
    spoken: Spoken
    at: datetime
    held: Chat | None = None

    @transaction.atomic
    def act_out(self) -> None:
        """From the first line to the rating, or to the visitor who left; nobody else sees what was offered long ago."""
        is_answered = any(line.startswith("<") for line in self.spoken.said)
        visitor = chat.welcome(self.widget, language=self.spoken.language, at=self.at)
        chat.describe(visitor, name=self.spoken.name)
        for number, line in enumerate(self.spoken.said):
            mark, _gap, text = line.partition(" ")
            if mark == ">":
                said = Said(name=f"shop-{self.spoken.days}-{number}", text=text, page=SHOP + self.spoken.page)
                self.held, _message = chat.say(visitor, said, chat=self.held, at=self.at)
            else:
                self._answer(text)
            self.box.release()
            self.at += TURN
        if is_answered:
            self._finish()
        else:
            self._leave()
        self.box.release()

    def _answer(self, text: str) -> None:
        assert self.held is not None
        conversation = self.held.conversation
        conversation.refresh_from_db()
        if conversation.assignee is None:
            self._take()
            conversation.refresh_from_db()
        assert conversation.assignee is not None
        by = conversation.assignee.person.actor
        message = conversations.reply(conversation, by=by, text=text, at=self.at)
        conversation.refresh_from_db()
        chat.note_got(self.held, message_id=message.pk, has_read=True, at=self.at)

    def _take(self) -> None:
        """Whoever it is offered to takes it; the ones before let the offer pass."""
        assert self.held is not None
        self.at += timedelta(seconds=self.spoken.waited) - TURN
        offer = Offer.objects.filter(conversation=self.held.conversation, result=Result.OPEN).get()
        routing.accept(offer, by=offer.member.person.actor, at=self.at)
        self.box.release()
        self.at += TURN / 2

    def _finish(self) -> None:
        assert self.held is not None
        conversation = self.held.conversation
        conversation.refresh_from_db()
        assert conversation.assignee is not None
        chat.end_chat(self.held, by=conversation.customer.actor, at=self.at)
        conversations.solve(conversation, by=conversation.assignee.person.actor, at=self.at + TURN)
        self.box.release()
        if self.spoken.score:
            chat.rate(self.held, score=self.spoken.score, at=self.at + 2 * TURN)

    def _leave(self) -> None:
        """Nobody came; later somebody reads it and closes it, for there is no address to write to."""
        assert self.held is not None
        gone = self.at + timedelta(seconds=self.spoken.waited) - TURN * len(self.spoken.said)
        chat.end_chat(self.held, by=self.held.conversation.customer.actor, at=gone)
        self.box.release()
        self.held.conversation.refresh_from_db()
        conversations.solve(self.held.conversation, by=SYSTEM, at=gone + timedelta(hours=1))


def open_shop_chat(department: Department, *, by: Actor, now: datetime) -> Widget:
    """The chat on the pages of the shop; who has left gets the answer by mail."""
    mailbox = Inbox.objects.filter(department=department, channel=Channel.EMAIL).order_by("pk").first()
    at = now - timedelta(days=40)
    return chat.open_widget(
        "Shop chat",
        department=department,
        mailbox=mailbox,
        language=Language.HR,
        origins=[SHOP],
        by=by,
        at=at,
    )


def talk_by_day(widget: Widget, box: Held, *, now: datetime) -> None:
    """Everybody who wrote in the last weeks, one after the other."""
    for spoken in chats():
        Window(widget, box, spoken, spoken.began(now)).act_out()

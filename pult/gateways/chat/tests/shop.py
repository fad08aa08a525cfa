"""A shop with a chat on its pages, for the stories of the chat door."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pult.conversations.models import Message
from pult.foundation.actors import SYSTEM
from pult.gateways.chat import operations
from pult.gateways.chat.models import Chat, Visitor, Widget
from pult.gateways.chat.operations import Said
from tests.cast import Kettle

ORIGIN = "https://shop.example"


@dataclass
class Shop:
    """The widget of the shop, and what its visitors do."""

    kettle: Kettle
    widget: Widget
    said: int = 0

    def visitor(self, **how: object) -> Visitor:
        return operations.welcome(self.widget, **how)

    def says(
        self, visitor: Visitor, text: str = "My kettle leaks", chat: Chat | None = None, **how: Any
    ) -> tuple[Chat, Message]:
        self.said += 1
        at: datetime | None = how.pop("at", None)
        name = how.pop("name", f"message-{self.said:03}")
        chat, message = operations.say(visitor, Said(name=name, text=text, **how), chat=chat, at=at)
        self.kettle.settle()
        return chat, message


def open_shop(kettle: Kettle, **values: object) -> Shop:
    """Kettle & Co. puts a chat on the pages of its shop."""
    values = {"mailbox": kettle.inbox, "origins": [ORIGIN], **values}
    widget = operations.open_widget("Shop", department=kettle.support, by=SYSTEM, **values)
    return Shop(kettle, widget)

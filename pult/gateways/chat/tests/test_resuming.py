"""Two tabs, a wire that breaks whenever it likes, and two who write: nothing is lost, doubled or out of order."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.gateways.chat.calls import Line, answer
from pult.gateways.chat.models import Chat

from .shop import Shop

pytestmark = pytest.mark.django_db
NUMBERS = count(1)
TABS = st.integers(0, 1)
# What becomes of a call: it arrives and is answered, it arrives and the answer is lost, it never arrives.
FATES = st.sampled_from(["answered", "unheard", "lost"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("says"), TABS, FATES),
        st.tuples(st.just("hears"), TABS, FATES),
        st.tuples(st.just("comes_back"), TABS, FATES),
        st.tuples(st.just("got"), TABS, FATES),
        st.tuples(st.just("staff"), TABS, FATES),
        st.tuples(st.just("note"), TABS, FATES),
    ),
    max_size=14,
)


@dataclass
class Tab:
    """One tab of the visitor: it keeps the three rules of the widget (docs/chat.md)."""

    line: Line
    key: str = ""
    chat: int = 0
    seen: dict[int, dict[str, Any]] = field(default_factory=dict)
    unsent: list[tuple[str, str]] = field(default_factory=list)

    @property
    def last(self) -> int:
        return max(self.seen, default=0)

    def call(self, name: str, fate: str, **data: Any) -> bool:
        """Whether it was answered."""
        if fate == "lost":
            return False
        given_back = answer(self.line, name, {"key": self.key, "after": self.last, **data})
        assert "refused" not in given_back, given_back
        if fate == "unheard":
            return False
        self.key = given_back.get("key", self.key)
        if given_back.get("chat"):
            self.chat = given_back["chat"]["conversation"]
        for one in given_back.get("messages", ()):
            # Every row once, whichever way it came.
            self.seen.setdefault(one["id"], one)
        refs = {one.get("ref") for one in self.seen.values()}
        self.unsent = [one for one in self.unsent if one[0] not in refs]
        return True

    def send(self, fate: str) -> None:
        """What waits, oldest first; the next one only after the one before was answered."""
        while self.unsent:
            name, text = self.unsent[0]
            if not self.call("say", fate, id=name, text=text, conversation=self.chat or None):
                return

    def comes_back(self, fate: str) -> None:
        """A new wire: hello, and what waits."""
        self.line = Line(widget=self.line.widget)
        if not self.call("hello", fate):
            self.call("hello", "answered")
        self.send(fate)


class Desk:
    """The shop's visitor with two tabs, and Ana."""

    def __init__(self, shop: Shop) -> None:
        self.shop, self.said, self.replied = shop, [list[str](), list[str]()], list[str]()
        self.tabs = [Tab(Line(widget=shop.widget)), Tab(Line(widget=shop.widget))]
        first, second = self.tabs
        first.call("hello", "answered")
        self.says(0, "answered")
        second.key = first.key
        second.call("hello", "answered")
        self.conversation = Conversation.objects.get(pk=first.chat)

    def says(self, at: int, fate: str) -> None:
        text = f"{'ab'[at]}{len(self.said[at])}"
        self.said[at].append(text)
        self.tabs[at].unsent.append((f"message-{next(NUMBERS):08}", text))
        self.tabs[at].send(fate)

    def hears(self, at: int, fate: str) -> None:
        self.tabs[at].call("resume", fate, conversation=self.tabs[at].chat)

    def comes_back(self, at: int, fate: str) -> None:
        self.tabs[at].comes_back(fate)

    def got(self, at: int, fate: str) -> None:
        if fate != "lost":
            line, upto = self.tabs[at].line, self.tabs[at].last
            assert answer(line, "got", {"conversation": self.tabs[at].chat, "upto": upto, "read": True}) == {}

    def staff(self, at: int, fate: str) -> None:
        text = f"ana{len(self.replied)}"
        self.replied.append(text)
        conversations.reply(self.conversation, by=self.shop.kettle.ana.actor, text=text)

    def note(self, at: int, fate: str) -> None:
        conversations.note(self.conversation, by=self.shop.kettle.ana.actor, text="Not for visitors")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_however_the_wires_break_all_see_the_same_once_and_in_order(shop: Shop, steps: list[Any]):
    desk = Desk(shop)
    for step, at, fate in steps:
        getattr(desk, step)(at, fate)
    for tab in desk.tabs:
        tab.comes_back("answered")
    desk.tabs[0].call("resume", "answered", conversation=desk.tabs[0].chat)
    stored = Message.objects.filter(conversation=desk.conversation).exclude(kind="note").order_by("pk")
    written = list(stored.exclude(text="").values_list("pk", "text"))
    for tab in desk.tabs:
        assert tab.unsent == []
        assert [(pk, tab.seen[pk]["text"]) for pk in sorted(tab.seen)] == written
    texts = [text for _pk, text in written]
    assert sorted(texts) == sorted([*desk.said[0], *desk.said[1], *desk.replied])
    for ours in (*desk.said, desk.replied):
        assert [text for text in texts if text in set(ours)] == ours
    chat = Chat.objects.get(pk=desk.conversation.pk)
    assert chat.read_id <= desk.tabs[0].last

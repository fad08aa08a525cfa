"""The hub: news reach those who listen, and a slow page holds nobody up."""

import json
from typing import Any

from pult.foundation.live.hub import ROOM, Hub, Socket


def connected(hub: Hub, name: str, *topics: str) -> Socket:
    socket = Socket(name)
    hub.sockets.add(socket)
    hub.join(socket, set(topics))
    return socket


def heard(socket: Socket) -> list[Any]:
    said = []
    while not socket.queue.empty():
        text = socket.queue.get_nowait()
        said.append(text and json.loads(text))
    return said


def test_news_reach_those_who_listen_once_with_all_their_topics():
    hub = Hub()
    ana, lea = connected(hub, "ana", "conversation:1", "department:2"), connected(hub, "lea", "department:2")
    hub.tell({"news": ["conversation:1", "department:2", "department:3"]})
    assert heard(ana) == [{"news": ["conversation:1", "department:2"]}]
    assert heard(lea) == [{"news": ["department:2"]}]


def test_what_somebody_does_reaches_the_others_only():
    hub = Hub()
    ana, lea = connected(hub, "ana", "conversation:1"), connected(hub, "lea", "conversation:1")
    said = {"topic": "conversation:1", "kind": "typing", "person": {"name": "Ana"}}
    hub.tell({"said": said, "sender": "ana"})
    assert heard(ana) == []
    assert heard(lea) == [{"said": said}]


def test_a_slow_page_is_closed_and_the_others_hear_everything():
    hub = Hub()
    slow, quick = connected(hub, "slow", "desk:0"), connected(hub, "quick", "desk:0")
    count = 0
    for _ in range(ROOM + 10):
        hub.tell({"news": ["desk:0"]})
        count += len(heard(quick))
    assert count == ROOM + 10
    assert heard(slow) == [None]
    assert slow not in hub.sockets
    assert hub.by_topic["desk:0"] == {quick}


def test_nothing_is_kept_of_a_page_that_has_gone():
    hub = Hub()
    ana = connected(hub, "ana", "conversation:1")
    hub.remove(ana)
    hub.remove(ana)
    assert not hub.by_topic
    assert not hub.sockets

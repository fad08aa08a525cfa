"""The hub: news reach those who listen, and a slow page holds nobody up."""

import json
from typing import Any

import pytest
from websockets.client import ClientProtocol
from websockets.frames import Frame
from websockets.protocol import State
from websockets.uri import parse_uri

from pult.foundation.live.hub import REMEMBERED_SECONDS, ROOM, Hub, Memory, Socket
from pult.foundation.live.news import mark_of
from pult.foundation.live.wire import NOT_SIGNED_IN, frame_of


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


def test_a_session_that_has_ended_and_a_person_who_is_switched_off_are_hung_up_on():
    hub = Hub()
    sockets = [
        Socket("laptop", person=1, session=mark_of("a")),
        Socket("phone", person=1, session=mark_of("b")),
        Socket("lea", person=2, session=mark_of("c")),
    ]
    for socket in sockets:
        hub.sockets.add(socket)
        hub.join(socket, {"desk:0"})
    laptop, phone, lea = sockets
    hub.tell({"hang_up": {"person": None, "session": mark_of("a")}})
    assert (heard(laptop), laptop.farewell) == ([None], NOT_SIGNED_IN)
    hub.tell({"hang_up": {"person": None, "session": ""}})
    hub.tell({"news": ["desk:0"]})
    assert heard(laptop) == []
    assert heard(phone) == [{"news": ["desk:0"]}]
    hub.tell({"hang_up": {"person": 1, "session": ""}})
    assert heard(phone) == [None]
    assert hub.sockets == {lea}


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


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds since something; the last one counts."""
    seconds = [1000.0]
    monkeypatch.setattr("pult.foundation.live.hub.time.monotonic", lambda: seconds[-1])
    return seconds


def test_a_page_is_told_what_was_news_since_it_was_made(clock: list[float]):
    memory = Memory()
    memory.begin()
    clock.append(1010.0)
    memory.note(["conversation:1"])
    clock.append(1012.0)
    asked = {"conversation:1", "conversation:2"}
    assert memory.changed(asked, age=3.0) == {"conversation:1"}
    assert memory.changed(asked, age=1.0) == set()


def test_a_page_older_than_the_wire_or_than_what_is_remembered_looks_again(clock: list[float]):
    memory, asked = Memory(), {"conversation:1"}
    assert memory.changed(asked, age=0.0) == asked
    memory.begin()
    clock.append(1005.0)
    assert memory.changed(asked, age=6.0) == asked
    assert memory.changed(asked, age=4.0) == set()
    clock.append(1500.0)
    assert memory.changed(asked, age=REMEMBERED_SECONDS + 1) == asked


def test_what_is_remembered_is_forgotten_in_time(clock: list[float]):
    memory = Memory()
    memory.begin()
    memory.note(["conversation:1"])
    clock.append(1000.0 + REMEMBERED_SECONDS + 1)
    memory.note(["conversation:2"])
    assert list(memory._latest) == ["conversation:2"]


def test_after_a_gap_every_page_looks_at_what_it_shows_again():
    hub = Hub()
    ana, idle = connected(hub, "ana", "conversation:1", "queue:2"), connected(hub, "idle")
    hub.tell_all_to_look_again()
    assert heard(ana) == [{"news": ["conversation:1", "queue:2"]}]
    assert heard(idle) == []


def test_a_page_that_takes_it_is_written_to_at_once_and_in_order():
    hub, written = Hub(), []
    ana = connected(hub, "ana", "desk:0")
    takes = [True, False, True]

    def write(frame: bytes) -> bool:
        written.append(frame)
        return takes.pop(0)

    ana.write = write
    for _ in range(3):
        hub.tell({"news": ["desk:0"]})
    assert written[0] == frame_of('{"news": ["desk:0"]}')
    assert len(written) == 2
    assert len(heard(ana)) == 2  # the second had to wait, and the third does not overtake it


@pytest.mark.parametrize("length", [0, 125, 126, 65_535, 65_536])
def test_a_frame_is_read_as_it_was_written(length: int):
    text = "č" * (length // 2) + "a" * (length % 2)
    client = ClientProtocol(parse_uri("ws://desk.example/"), state=State.OPEN, max_size=None)
    client.receive_data(frame_of(text))
    (frame,) = client.events_received()
    assert isinstance(frame, Frame)
    assert bytes(frame.data).decode() == text

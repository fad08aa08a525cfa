"""What somebody has in hand: pure reckoning from signs of work to stretches of time.

A sign is a key, a move of the pointer, a turn of the wheel on the page of a conversation that is in front. A moment
belongs to the conversation of the latest sign, as long as that is not older than `PAUSE` and the page was not left. So
nobody is at two conversations at once, however many tabs are open, and who has gone for lunch is not at work.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .types import Piece

# Reading without touching anything is work; after so long nobody is there any more.
PAUSE = timedelta(minutes=2)
# A page that loads anew, or a look at another window, does not interrupt.
GRACE = timedelta(seconds=10)
# Who passes by with the arrow keys has not worked on it.
GLANCE = timedelta(seconds=5)
NOTHING = timedelta(0)


@dataclass(slots=True)
class Hand:
    """The conversation in hand: since when, the last sign, and when its page was left."""

    conversation: int
    began_at: datetime
    last_at: datetime
    left_at: datetime | None = None
    is_begun: bool = False  # a part of it was handed on already

    @property
    def ends_at(self) -> datetime:
        """Until when it counts if no other sign comes."""
        return self.last_at + PAUSE if self.left_at is None else self.left_at

    @property
    def holds_until(self) -> datetime:
        """Until when another sign goes on with it."""
        return self.ends_at if self.left_at is None else self.left_at + GRACE


@dataclass(slots=True)
class Attention:
    """One person: what they have in hand, and what they have put down."""

    hand: Hand | None = None
    done: list[Piece] = field(default_factory=list)

    def sign(self, conversation: int, at: datetime) -> None:
        """They did something on the page of a conversation."""
        hand = self.hand
        if hand is not None:
            if at < hand.last_at:
                return  # told late: meanwhile something else is known
            if hand.conversation == conversation and at <= hand.holds_until:
                hand.last_at, hand.left_at = at, None
                return
            self._put_down(at)
        self.hand = Hand(conversation, at, at)

    def leave(self, conversation: int, at: datetime) -> None:
        """The page of a conversation is no longer in front."""
        hand = self.hand
        if hand is not None and hand.conversation == conversation and hand.left_at is None:
            hand.left_at = min(max(at, hand.last_at), hand.ends_at)

    def take(self, now: datetime) -> list[Piece]:
        """What was done up to now, each moment once; what is still in hand goes on after it."""
        hand = self.hand
        if hand is not None:
            if now > hand.holds_until:
                self._put_down(now)
            elif hand.is_begun or hand.last_at - hand.began_at >= GLANCE:
                self._hand_on(hand, hand.last_at)
                hand.began_at, hand.is_begun = hand.last_at, True
        done, self.done = self.done, []
        return done

    def end(self, now: datetime) -> list[Piece]:
        """What was done up to now, where nothing goes on after it."""
        if self.hand is not None:
            self._put_down(now)
        return self.take(now)

    @property
    def is_idle(self) -> bool:
        return self.hand is None and not self.done

    def _put_down(self, at: datetime) -> None:
        hand, self.hand = self.hand, None
        assert hand is not None
        ended_at = min(at, hand.ends_at)
        if hand.is_begun or ended_at - hand.began_at >= GLANCE:
            self._hand_on(hand, ended_at)

    def _hand_on(self, hand: Hand, ended_at: datetime) -> None:
        if ended_at > hand.began_at:
            self.done.append(Piece(hand.conversation, hand.began_at, ended_at))


@dataclass(slots=True)
class Room:
    """Everybody whose pages are connected to this process."""

    people: dict[int, Attention] = field(default_factory=dict)

    def sign(self, person: int, conversation: int, at: datetime) -> None:
        """Somebody did something on the page of a conversation."""
        self.people.setdefault(person, Attention()).sign(conversation, at)

    def leave(self, person: int, conversation: int, at: datetime) -> None:
        """Somebody has the page of a conversation no longer in front."""
        if person in self.people:
            self.people[person].leave(conversation, at)

    def take(self, now: datetime) -> list[tuple[int, Piece]]:
        """What everybody did up to now; who has nothing in hand is forgotten."""
        told = [(person, piece) for person, one in self.people.items() for piece in one.take(now)]
        self.people = {person: one for person, one in self.people.items() if not one.is_idle}
        return told

    def end(self, now: datetime) -> list[tuple[int, Piece]]:
        """What everybody did up to now; nobody is seen here any more."""
        people, self.people = self.people, {}
        return [(person, piece) for person, one in people.items() for piece in one.end(now)]

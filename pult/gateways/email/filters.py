"""The intake, one question after the other: each filter looks at a letter and may say what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from pult.gateways.email.letter import Kind, Letter

LOOP_HEADER = "x-pult-desk"
MOST_HOPS = 60


class Fate(StrEnum):
    """What becomes of a mail that is not simply a message."""

    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """A letter on its way in: which desk it reached, and who we are."""

    letter: Letter
    desk: str = ""
    own_addresses: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """The answer of the first filter that had one."""

    fate: Fate
    reason: str


Filter = Callable[[Arrival], Finding | None]


def hold_own_mail(arrival: Arrival) -> Finding | None:
    """Did we send this ourselves, so that keeping it would answer ourselves for ever?"""
    if arrival.desk and arrival.letter.header(LOOP_HEADER) == arrival.desk:
        return Finding(fate=Fate.QUARANTINE, reason="own_mail")
    return None


def hold_circling_mail(arrival: Arrival) -> Finding | None:
    """Has it passed so many servers that two of them must be throwing it to each other?"""
    if len(arrival.letter.headers.get("received", ())) > MOST_HOPS:
        return Finding(fate=Fate.QUARANTINE, reason="too_many_hops")
    return None


def note_bounce(arrival: Arrival) -> Finding | None:
    """Does a server tell us that our mail did not arrive?"""
    if arrival.letter.kind is Kind.BOUNCE:
        return Finding(fate=Fate.BOUNCE, reason="bounce")
    return None


def note_report(arrival: Arrival) -> Finding | None:
    """Is it a report that a machine wrote about our mail?"""
    if arrival.letter.kind is Kind.REPORT:
        return Finding(fate=Fate.BOUNCE, reason="report")
    return None


def note_automatic_answer(arrival: Arrival) -> Finding | None:
    """Did a program answer while its person is away?"""
    if arrival.letter.kind is Kind.AUTO_REPLY:
        return Finding(fate=Fate.AUTO_REPLY, reason="auto_reply")
    return None


def hold_mail_from_nobody(arrival: Arrival) -> Finding | None:
    """Is there nobody to whom an answer could go?"""
    if "@" not in arrival.letter.answers_to.address and "@" not in arrival.letter.sender.address:
        return Finding(fate=Fate.QUARANTINE, reason="no_sender")
    return None


def hold_mail_from_ourselves(arrival: Arrival) -> Finding | None:
    """Does it come from one of our own mailboxes, and name nobody else to answer to, as a form would?"""
    letter = arrival.letter
    if {letter.sender.address.lower(), letter.answers_to.address.lower()} <= arrival.own_addresses:
        return Finding(fate=Fate.QUARANTINE, reason="from_own_address")
    return None


FILTERS: tuple[Filter, ...] = (
    hold_own_mail,
    hold_circling_mail,
    note_report,
    note_bounce,
    note_automatic_answer,
    hold_mail_from_nobody,
    hold_mail_from_ourselves,
)


def ask(arrival: Arrival) -> Finding | None:
    """The first finding; nothing for a mail that a person wrote to us."""
    return next((finding for step in FILTERS if (finding := step(arrival)) is not None), None)

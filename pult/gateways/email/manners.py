"""Whom an automatic reply may go to: each check is one question about a letter, and any of them can say no."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pult.gateways.email.addresses import plain
from pult.gateways.email.classify.signs import AUTO_HEADERS, DAEMONS
from pult.gateways.email.letter import Kind, Letter

STALE = timedelta(days=3)
LIST_HEADERS = ("list-id", "list-post", "list-unsubscribe", "list-help", "mailing-list", "x-mailing-list")
LOOP_HEADERS = ("x-loop", "x-pult-desk", "feedback-id", *AUTO_HEADERS)
NOT_PEOPLE = re.compile(
    r"^(?:no[-_.]?repl(?:y|ies)|do[-_.]?not[-_.]?reply|not?ifications?|newsletter|owner-.*|.*-(?:owner|request|bounces?)"
    r"|listserv|majordomo|root|cron|daemon|bounces?[-+.].*)$",
    re.IGNORECASE,
)
SENT_TO_MANY = frozenset({"bulk", "list", "junk", "auto_reply", "auto-reply", "autoreply"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Occasion:
    """A letter that might be answered by itself: what was read, and how it came."""

    letter: Letter
    received_at: datetime
    envelope_from: str | None = None
    own_addresses: frozenset[str] = field(default_factory=frozenset)

    @property
    def address(self) -> str:
        """Where an answer would go."""
        return self.letter.answers_to.address.strip().lower()


def is_by_a_person(occasion: Occasion) -> bool:
    """Was it read as a message, and does it say nothing of a machine?"""
    submitted = occasion.letter.header("auto-submitted").strip().lower()
    return occasion.letter.kind is Kind.MESSAGE and submitted in {"", "no"}


def wants_an_answer(occasion: Occasion) -> bool:
    """Is there an envelope sender, and does no header ask that machines keep quiet?"""
    paths = [occasion.letter.header("return-path") or "<unsaid>"]
    if occasion.envelope_from is not None:
        paths.append(occasion.envelope_from)
    silence = occasion.letter.header("x-auto-response-suppress").lower()
    hushed = any(word in silence for word in ("all", "autoreply", "oof"))
    return not hushed and all(path.strip("<> ") for path in paths)


def is_to_us_alone(occasion: Occasion) -> bool:
    """Was it written to us, and not to a list or to thousands?"""
    letter = occasion.letter
    precedence = letter.header("precedence").strip().lower()
    return precedence not in SENT_TO_MANY and not any(letter.header(name) for name in LIST_HEADERS)


def is_in_no_circle(occasion: Occasion) -> bool:
    """Has no desk or machine put its mark on it?"""
    return not any(occasion.letter.header(name) for name in LOOP_HEADERS)


def comes_from_a_mailbox(occasion: Occasion) -> bool:
    """Is the address one that people read, and none of our own?"""
    address = occasion.address
    local = address.rpartition("@")[0]
    ours = {address, plain(address)} & occasion.own_addresses
    return "@" in address and not (ours or DAEMONS.match(address) or NOT_PEOPLE.match(local))


def is_fresh(occasion: Occasion) -> bool:
    """Was it written lately? Old mail that is read in later needs no word that it has arrived."""
    written = occasion.letter.date
    return written is None or abs(occasion.received_at - written) < STALE


CHECKS: tuple[Callable[[Occasion], bool], ...] = (
    is_by_a_person,
    wants_an_answer,
    is_to_us_alone,
    is_in_no_circle,
    comes_from_a_mailbox,
    is_fresh,
)


def may_answer(occasion: Occasion) -> bool:
    """Whether an automatic reply would reach a person who is glad of it."""
    return all(check(occasion) for check in CHECKS)

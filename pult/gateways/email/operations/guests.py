"""Mail for addresses that are not ours: turned away, unless somebody has asked for it, as the demo's customers do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .routing import takes_mail_for


@dataclass(frozen=True)
class Guest:
    """Somebody who takes mail of some addresses: which, and what becomes of it."""

    takes: Callable[[str], bool]
    keep: Callable[[bytes, str], object]


_guests: dict[str, Guest] = {}


def take_for_others(name: str, *, takes: Callable[[str], bool], keep: Callable[[bytes, str], object]) -> None:
    """Let the listener take mail for addresses that are not our inboxes'. A second call replaces the first."""
    _guests[name] = Guest(takes, keep)


def is_taken(address: str) -> bool:
    """Whether the listener takes mail for this address, for us or for a guest."""
    return takes_mail_for(address) or any(guest.takes(address) for guest in _guests.values())


def keep_for_others(raw: bytes, envelope_to: Iterable[str]) -> list[str]:
    """Hand the mail to the guests it is for; the addresses that are ours are given back."""
    ours = []
    for address in envelope_to:
        guest = (
            None if takes_mail_for(address) else next((g for g in _guests.values() if g.takes(address)), None)
        )
        if guest is None:
            ours.append(address)
        else:
            guest.keep(raw, address)
    return ours

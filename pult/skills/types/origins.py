"""Where a piece of evidence can be read in full. Those who gather evidence, further up, say it here."""

from collections.abc import Callable

Leads = Callable[[int], str]
_known: dict[str, Leads] = {}


def declare_origin(noun: str, leads: Leads) -> None:
    """Make known which page tells more about sources such as `assessment:12`; called with the number."""
    _known[noun] = leads


def page_of(source_ref: str) -> str:
    """The address of the page behind a piece of evidence; empty where none is known."""
    noun, _, number = source_ref.partition(":")
    return _known[noun](int(number)) if noun in _known and number.isdecimal() else ""

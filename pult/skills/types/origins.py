"""Where a piece of evidence can be read in full. Those who gather evidence, further up, say it here."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from pult.foundation.actors import Actor

# Given numbers and who asks: the addresses of those pages that this reader may open.
Leads = Callable[[Collection[int], Actor], Mapping[int, str]]
_known: dict[str, Leads] = {}


def declare_origin(noun: str, leads: Leads) -> None:
    """Make known which pages tell more about sources such as `assessment:12`, and to whom."""
    _known[noun] = leads


def pages_of(source_refs: Iterable[str], actor: Actor) -> dict[str, str]:
    """The page behind each piece of evidence that has one which this reader may open; one question for each kind."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for noun, _colon, number in (ref.partition(":") for ref in source_refs):
        if noun in _known and number.isdecimal():
            numbers[noun].add(int(number))
    return {
        f"{noun}:{number}": page
        for noun, those in numbers.items()
        for number, page in _known[noun](those, actor).items()
    }

"""What the word lists get wrong and people corrected by hand: `corrections.txt` beside this file."""

from collections.abc import Callable, Iterator
from pathlib import Path

_FILE = Path(__file__).with_name("corrections.txt")


def paradigms(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each base form with all forms of the word, itself among them."""
    for line in text.splitlines():
        if line and not line.startswith("#"):
            head, _, rest = line.partition(":")
            common, _, ending = head.partition("|")
            forms = [common + form[1:] if form.startswith("-") else form for form in rest.split()]
            yield common + ending, [common + ending, *forms]


def entries(fold: Callable[[str], str], key: Callable[[str], str]) -> dict[str, str]:
    """Folded form to the key of its base form."""
    found = {}
    for head, forms in paradigms(_FILE.read_text(encoding="utf-8")):
        found.update(dict.fromkeys(map(fold, forms), key(fold(head))))
    return found

"""Hiding who wrote a text: names in all their cases and both scripts, addresses, numbers, the lines of a signature.

It hides rather too much than too little. What stands in the letter that is answered, such as the customer's name or
the number of an order, is everybody's and stays.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from pult.foundation.text.folding import fold, plain

WORD: Final = re.compile(r"[^\W\d_]+")
MAIL: Final = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*", re.UNICODE)
_HOSTS: Final = r"(?<![\w@.])(?:[\w-]+\.)+(?:com|org|net|hr|rs|ba|me|si|eu|io|dev|info)\b(?:/\S*)?"
LINK: Final = re.compile(rf"(?:https?://|www\.)\S+|{_HOSTS}", re.IGNORECASE)
NUMBER: Final = re.compile(r"(?<!\w)[+(]?\d[\d\s()/.-]{5,}\d")
HANDLE: Final = re.compile(r"(?<![\w@.])@\w{2,}")
# Endings that a name takes in Croatian and Serbian, folded, after its last vowel was taken off; English adds an s.
_ENDINGS_LIST: Final = """
a e i o u om em im ama ima in ina ino ini inu inoj inom ine inog ov ova ovo ovi ovu ove ovom ovog ovoj ev eva evo
evi evu eve evom evog evoj ju ja je jom jev jeva ka ke ki ku ko kom ta te tu tom s es
"""
_ENDINGS: Final = frozenset(_ENDINGS_LIST.split())
_CLOSINGS: Final = (
    "srdacan pozdrav", "srdacni pozdravi", "srdacno", "lijep pozdrav", "lep pozdrav", "lijepi pozdrav", "pozdrav",
    "puno pozdrava", "s postovanjem", "sa postovanjem", "uz postovanje", "vas", "vasa", "kind regards",
    "best regards", "warm regards", "regards", "yours sincerely", "sincerely", "yours faithfully", "yours truly",
    "best wishes", "all the best", "best", "cheers", "thank you", "thanks", "hvala", "lp", "pozz",
)  # fmt: skip
_LONGEST_SIGNATURE, _LONGEST_LINE = 6, 70


def masked(text: str, *, name: str, mark: str, addresses: Iterable[str] = (), given: str = "") -> str:
    """The text with a mark where it tells who wrote it. `given` is the letter that was answered: its words stay."""
    hidden = mark
    text = without_signature(text, lambda _line: hidden)
    for address in filter(None, addresses):
        text = re.sub(re.escape(address), hidden, text, flags=re.IGNORECASE)
    for pattern in (MAIL, LINK, HANDLE, NUMBER):
        text = pattern.sub(lambda found: found.group() if _stands_in(found.group(), given) else hidden, text)
    return _without_names(text, name, hidden)


def _stands_in(words: str, given: str) -> bool:
    return re.sub(r"\W", "", words).casefold() in re.sub(r"\W", "", given).casefold()


def _without_names(text: str, name: str, hidden: str) -> str:
    parts = [fold(part) for part in WORD.findall(name)]
    long = [part for part in parts if len(part) > 1]
    text = WORD.sub(lambda found: hidden if is_of(found.group(), long) else found.group(), text)
    text = _without_initials(text, parts, hidden)
    # An initial before or behind a hidden name belongs to it: "P. [hidden]".
    mark = re.escape(hidden)
    text = re.sub(rf"(?<!\w)[^\W\d_]\.\s*{mark}", hidden, text)
    return re.sub(rf"{mark}(?:[\s-]+{mark})+", hidden, text)


def _without_initials(text: str, parts: list[str], hidden: str) -> str:
    """ "P. K.", "PK" and "П. К." say it as well."""
    if len(parts) < 2:
        return text
    initials = "".join(part[0] for part in parts)
    letters = r"\.?\W{0,2}".join([r"[^\W\d_]"] * len(parts))

    def hide(found: re.Match[str]) -> str:
        said = "".join(WORD.findall(found.group()))
        return hidden if said.isupper() and plain(said) == initials else found.group()

    return re.sub(rf"(?<!\w){letters}\.?(?!\w)", hide, text)


def is_of(word: str, parts: list[str]) -> bool:
    """Whether a word is one of these parts of a name, which are folded, in any case of the language."""
    folded = fold(word)
    return any(folded == part or (word[:1].isupper() and _is_case_of(folded, part)) for part in parts)


def _is_case_of(word: str, name: str) -> bool:
    """Whether it is the name in another case or made possessive: Petre, Petri, Petrin; Kovača, Kovačeva; Petra's."""
    if len(name) < 3:
        return False
    stems = {name, name[:-1]} if name[-1] in "aeiou" else {name, name[:-2] + name[-1]}
    return any(len(stem) > 1 and word.startswith(stem) and word[len(stem) :] in _ENDINGS for stem in stems)


def without_signature(text: str, hide: Callable[[str], str]) -> str:
    """The lines below the last closing are a signature, whatever they say; a postscript is not."""
    lines = text.split("\n")
    last = max((place for place, line in enumerate(lines) if _is_closing(line)), default=None)
    if last is None:
        return text
    below = [place for place in range(last + 1, len(lines)) if lines[place].strip()]
    if len(below) > _LONGEST_SIGNATURE or any(len(lines[place]) > _LONGEST_LINE for place in below):
        return text
    for place in below:
        if re.match(r"\s*p\.?\s?s\.?\b", lines[place], re.IGNORECASE):
            break
        lines[place] = hide(lines[place])
    return "\n".join(lines)


def _is_closing(line: str) -> bool:
    folded = " ".join(fold(word) for word in WORD.findall(line))
    return folded in _CLOSINGS_FOLDED


_CLOSINGS_FOLDED: Final = frozenset(
    " ".join(fold(word) for word in WORD.findall(closing)) for closing in _CLOSINGS
)

"""Build the word list of the spelling helper: `python -m tools.build_spelling [FOLDER]`.

Word forms come from simplemma and from the hunspell dictionaries of Croatian and Serbian (Debian: hunspell-hr and
hunspell-sr). All are written in Latin letters with their marks; Cyrillic text is brought there before it is looked up.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from tools.build_lexicon import dictionary, marked_latin

HUNSPELL = Path("/usr/share/hunspell")
DICTIONARIES = ("hr_HR", "sr_Latn_RS")
DATA = Path(__file__).parents[1] / "pult" / "foundation" / "text" / "data"


class Affix(NamedTuple):
    """One line of an affix file: what is taken off, what is put on, and where."""

    is_suffix: bool
    strip: str
    add: str
    where: re.Pattern[str] | None

    def of(self, word: str) -> str | None:
        """The form that it makes of a word; None where it does not belong."""
        if self.where is not None and not self.where.search(word):
            return None
        if self.is_suffix:
            return word.removesuffix(self.strip) + self.add if word.endswith(self.strip) else None
        return self.add + word.removeprefix(self.strip) if word.startswith(self.strip) else None


def affixes(rules: str) -> dict[str, list[Affix]]:
    """The affixes of a dictionary by their flag."""
    found: dict[str, list[Affix]] = defaultdict(list)
    for line in rules.splitlines():
        parts = line.split()
        if parts[:1] not in (["SFX"], ["PFX"]) or len(parts) < 4 or parts[3].isdigit():
            continue
        is_suffix, condition = parts[0] == "SFX", parts[4] if len(parts) > 4 else "."
        where = None if condition == "." else re.compile(f"{condition}$" if is_suffix else f"^{condition}")
        strip, add = ("" if one == "0" else one for one in (parts[2], parts[3].partition("/")[0]))
        found[parts[1]].append(Affix(is_suffix, strip, add, where))
    return found


def flags_of(given: str, kind: str, aliases: list[str]) -> list[str]:
    """The flags behind a word: numbers with commas, pairs of letters, or the number of a list of them."""
    if aliases and given.isdigit():
        given = aliases[int(given)]
    if kind == "num":
        return given.split(",")
    return [given[at : at + 2] for at in range(0, len(given), 2)]


def forms(name: str) -> Iterator[str]:
    """Every form of every word of a hunspell dictionary."""
    rules = (HUNSPELL / f"{name}.aff").read_text(encoding="utf-8", errors="replace")
    known, kind = affixes(rules), "num" if "FLAG num" in rules else "long"
    # The first of these lines counts the others, so that the list begins with 1.
    aliases = [line.split()[1] for line in rules.splitlines() if line.startswith("AF ")]
    for line in (HUNSPELL / f"{name}.dic").read_text(encoding="utf-8", errors="replace").splitlines():
        word, _, rest = line.split("\t")[0].strip().partition("/")
        yield word
        for flag in flags_of(rest.split()[0], kind, aliases) if rest.strip() else ():
            yield from (form for affix in known.get(flag, ()) if (form := affix.of(word)))


def words() -> set[str]:
    """All words, in lower case; names are left out, because capitals in the middle are not looked at."""
    found = {marked_latin(one) for pair in dictionary("hbs").items() for one in pair if one.isalpha()}
    found |= {one.lower() for pair in dictionary("en").items() for one in pair if one.isalpha()}
    for name in DICTIONARIES:
        found |= {form for form in forms(name) if form.isalpha() and form[:1].islower()}
    return found


def main(folder: Path) -> None:
    """Write the file."""
    marisa_trie.Trie(sorted(words())).save(str(folder / "spelling.marisa"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)

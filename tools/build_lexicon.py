"""Build the analyser's data: `python -m tools.build_lexicon [FOLDER]`. The same input gives the same bytes.

Word forms and their base forms come from simplemma, how common they are from wordfreq. Both are needed only
here; what ships is the lexicon (folded form to key) and the suffix rules learnt from it. Entries which the
rules would guess anyway are left out.
"""

import collections
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import marisa_trie
import Stemmer
import wordfreq
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from pult.foundation.text import folding
from pult.foundation.text.suffixes import LONGEST, Suffix, guess
from tools import corrections

FEWEST_EXAMPLES = 4
MOST_DROPPED, MOST_ADDED = 6, 5
# An English word takes the place of one of ours only if it is this many times more frequent.
CLEARLY_ENGLISH = 30
COMMON_ENGLISH = 1e-6

_MARKED_LATIN = str.maketrans(
    dict(
        zip(
            "абвгдђежзијклљмнњопрстћуфхцчџш",
            "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split(),  # noqa: SIM905
            strict=True,
        )
    )
)

Lexicon = dict[str, str]


class Candidate(NamedTuple):
    """One base form that a folded form may have, and how likely it is."""

    frequency: float
    lemma: str


def marked_latin(word: str) -> str:
    """Lower case and Latin, with its marks: how wordfreq spells."""
    return word.lower().translate(_MARKED_LATIN)


def our_lemmas() -> Lexicon:
    """Folded form to folded base form, for Croatian, Serbian, Bosnian and Montenegrin together."""
    frequency: Mapping[str, float] = wordfreq.get_frequency_dict("sh")
    best: dict[str, Candidate] = {}
    for form, lemma in sorted(dictionary("hbs").items()):
        if " " in form or "-" in form:
            continue
        latin, latin_lemma = marked_latin(form), marked_latin(lemma)
        weight = frequency.get(latin, 0) + 0.05 * frequency.get(latin_lemma, 0)
        candidate = Candidate(weight + 1e-12 * (latin == latin_lemma), folding.fold(lemma))
        folded = folding.fold(form)
        best[folded] = max(best.get(folded, candidate), candidate)
    return settled({form: candidate.lemma for form, candidate in best.items()})


def settled(lemmas: Lexicon) -> Lexicon:
    """Bring together what the word lists halve: "plaćanje" (to them a verb) and "plaćanja" (a noun)."""
    return {form: _settled_lemma(form, lemma, lemmas.get(lemma, "")) for form, lemma in lemmas.items()}


def _settled_lemma(form: str, lemma: str, further: str) -> str:
    if form.endswith("nje") and lemma.endswith("ti"):
        return form  # a verbal noun is a word of its own
    if lemma.endswith("n") and further.endswith("ti"):
        return further  # "otvoreno" belongs to "otvoren", and that to "otvoriti"
    return lemma


def dictionary(language: str) -> Lexicon:
    """Form to lemma as simplemma knows them."""
    raw = DefaultDictionaryFactory().get_dictionary(language)
    return {_text(form): _text(lemma) for form, lemma in raw.items()}


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def change(form: str, lemma: str) -> Suffix:
    """What to take off a form and what to put on to reach its base form."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return Suffix(len(form) - same, lemma[same:])


def learn_suffixes(lemmas: Lexicon) -> dict[str, Suffix]:
    """For each ending the commonest change, unless a shorter ending already says the same."""
    seen: dict[str, collections.Counter[Suffix]] = collections.defaultdict(collections.Counter)
    for form, lemma in lemmas.items():
        drop, add = change(form, lemma)
        if len(form) >= 3 and drop <= MOST_DROPPED and len(add) <= MOST_ADDED:
            for length in range(max(drop, 1), min(LONGEST, len(form) - 1) + 1):
                seen[form[-length:]][Suffix(drop, add)] += 1
    rules: dict[str, Suffix] = {}
    for ending in sorted(seen, key=lambda ending: (len(ending), ending)):
        commonest = min(seen[ending].items(), key=lambda item: (-item[1], item[0]))[0]
        if seen[ending].total() >= FEWEST_EXAMPLES and _inherited(ending, rules) != commonest:
            rules[ending] = commonest
    return rules


def _inherited(ending: str, rules: Mapping[str, Suffix]) -> Suffix | None:
    return next((rules[ending[at:]] for at in range(1, len(ending)) if ending[at:] in rules), None)


def english_entries(ours: Lexicon) -> Iterator[tuple[str, str]]:
    """English words that do not stand in the way of ours."""
    lemmas = dictionary("en")
    frequency: Mapping[str, float] = wordfreq.get_frequency_dict("en", "large")
    our_frequency: dict[str, float] = collections.defaultdict(float)
    for word, share in sorted(wordfreq.get_frequency_dict("sh").items()):
        our_frequency[folding.fold(word)] += share
    stem = Stemmer.Stemmer("english", 0).stemWord
    words = {word for word in lemmas if word.isascii() and word.isalpha() and word.islower()}
    words |= {word for word in frequency if word.isascii() and word.isalpha()}
    for word in sorted(words):
        folded, share = folding.fold(word), frequency.get(word, 0)
        if len(word) > 1 and _is_welcome(
            share, our_frequency[folded], is_ours=folded in ours, is_listed=word in lemmas
        ):
            yield folded, stem(lemmas.get(word, word).lower())


def _is_welcome(share: float, our_share: float, *, is_ours: bool, is_listed: bool) -> bool:
    if is_ours:
        return share >= COMMON_ENGLISH and share >= CLEARLY_ENGLISH * our_share
    return share >= COMMON_ENGLISH or is_listed


def build() -> tuple[Lexicon, dict[str, Suffix]]:
    """The lexicon without what the rules guess anyway, and the rules."""
    lemmas = our_lemmas()
    rules = learn_suffixes(lemmas)
    stem = Stemmer.Stemmer("serbian", 0).stemWord
    lexicon = {form: stem(lemma) for form, lemma in lemmas.items()}
    lexicon |= dict(english_entries(lexicon))
    lexicon |= corrections.entries(folding.fold, lambda word: lexicon.get(word) or stem(guess(word, rules)))
    unguessed = {form: key for form, key in lexicon.items() if stem(guess(form, rules)) != key}
    return unguessed, rules


def write(folder: Path) -> None:
    """Write both files."""
    lexicon, rules = build()
    folder.mkdir(parents=True, exist_ok=True)
    trie = marisa_trie.BytesTrie([(form, key.encode()) for form, key in sorted(lexicon.items())])
    trie.save(str(folder / "lexicon.marisa"))
    text = json.dumps(dict(sorted(rules.items())), ensure_ascii=False, separators=(",", ":"))
    (folder / "suffixes.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(lexicon)} words, {len(rules)} suffix rules in {folder}")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("pult/foundation/text/data"))

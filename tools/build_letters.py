"""Build what languages are told by: `python -m tools.build_letters [FOLDER]`. The same input, the same bytes.

For each short run of letters: how likely it is in each language, from the frequencies of words that wordfreq
knows. A likelihood is kept as one byte. Besides, the words that betray an ekavian writer ("mleko") because an
ijekavian one would have written them otherwise ("mlijeko").
"""

import collections
import math
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import marisa_trie
import wordfreq

from pult.foundation.text import folding, letters
from tools.build_lexicon import dictionary, marked_latin

WORDS_PER_LANGUAGE = 20_000
RUNS_PER_LANGUAGE = 6_000
# Frequent words say less about a language's spelling than their frequency claims.
DAMPING = 0.7
# Many people type without marks.
SHARE_WITHOUT_MARKS = 0.3
COMMON_WORD = 1e-6
MOST_UNEVEN = 12

_CYRILLIC = {
    "lj": "љ", "nj": "њ", "dž": "џ", "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "đ": "ђ", "e": "е",
    "ž": "ж", "z": "з", "i": "и", "j": "ј", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
    "r": "р", "s": "с", "t": "т", "ć": "ћ", "u": "у", "f": "ф", "h": "х", "c": "ц", "č": "ч", "š": "ш",
}  # fmt: skip


def spellings(language: str) -> Iterator[tuple[str, float]]:
    """Words of a language in every spelling that occurs, with their weight."""
    code, cyrillic = ("sh", language == letters.SERBIAN_CYRILLIC) if "hbs" in language else (language, False)
    frequency: Mapping[str, float] = wordfreq.get_frequency_dict(code)
    for word, share in sorted(frequency.items(), key=lambda item: (-item[1], item[0]))[:WORDS_PER_LANGUAGE]:
        weight = share**DAMPING
        if cyrillic:
            yield to_cyrillic(marked_latin(word)), weight
            continue
        plain = letters.without_marks(word)
        yield word, weight * (1 - SHARE_WITHOUT_MARKS if plain != word else 1)
        if plain != word:
            yield plain, weight * SHARE_WITHOUT_MARKS


def to_cyrillic(word: str) -> str:
    for latin, cyrillic in _CYRILLIC.items():
        word = word.replace(latin, cyrillic)
    return word


def likelihoods(language: str) -> dict[str, float]:
    """How likely each run is among the runs of its length."""
    seen: dict[str, float] = collections.defaultdict(float)
    totals: dict[int, float] = collections.defaultdict(float)
    for word, weight in spellings(language):
        if letters.is_of_script(word, language):
            for run in letters.runs(word):
                seen[run] += weight
                totals[len(run)] += weight
    return {run: weight / totals[len(run)] for run, weight in seen.items()}


def trie() -> marisa_trie.RecordTrie:
    known = {language: likelihoods(language) for language in letters.LANGUAGES}
    kept = set()
    for runs in known.values():
        kept.update(sorted(runs, key=lambda run: (-runs[run], run))[:RUNS_PER_LANGUAGE])
    return marisa_trie.RecordTrie(
        letters.RECORD,
        [
            (run, tuple(byte(known[language].get(run, 0)) for language in letters.LANGUAGES))
            for run in sorted(kept)
        ],
    )


def byte(likelihood: float) -> int:
    """The cost of a run: the less likely, the higher."""
    if not likelihood:
        return letters.UNSEEN
    return min(letters.UNSEEN, round(-math.log(likelihood) / letters.STEP))


def ekavian_words() -> marisa_trie.RecordTrie:
    """Words whose ijekavian twin exists and folds to them, with a mark on those that only ekavians write."""
    frequency: Mapping[str, float] = wordfreq.get_frequency_dict("sh")
    own: dict[str, float] = collections.defaultdict(float)
    twin: dict[str, float] = {}
    for form in sorted({marked_latin(form) for form in dictionary("hbs") if form.isalpha()}):
        plain, folded = folding.plain(form), folding.fold(form)
        if plain == folded:
            own[folded] += frequency.get(form, 0)
        else:
            twin[folded] = twin.get(folded, 0) + frequency.get(form, 0)
    return marisa_trie.RecordTrie(
        letters.EKAVIAN_RECORD,
        [
            (word, (int(_is_only_ekavian(own[word], twin[word])),))
            for word in sorted(own.keys() & twin.keys())
        ],
    )


def _is_only_ekavian(own: float, twin: float) -> bool:
    """Both spellings are common, and neither so much more that it must be another word too."""
    return own >= COMMON_WORD and twin * MOST_UNEVEN >= own


def write(folder: Path) -> None:
    """Write both files."""
    folder.mkdir(parents=True, exist_ok=True)
    runs, ekavian = trie(), ekavian_words()
    runs.save(str(folder / letters.RUNS_FILE.name))
    ekavian.save(str(folder / letters.EKAVIAN_FILE.name))
    print(f"{len(runs)} runs of letters, {len(ekavian)} ekavian words in {folder}")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("pult/foundation/text/data"))

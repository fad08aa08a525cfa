"""One spelling for every way of typing a word: script, diacritics, đ and dj, ije and e.

"Рачун", "RAČUN" and "racun" fold to the same letters; so do "mlijeko", "mleko" and "млеко". Folding knows no
words: what remains of a word after folding is looked up by the analyser.
"""

import re
import unicodedata
from typing import Final

_LATIN_FOR_CYRILLIC: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "d", "е": "e", "ж": "z", "з": "z", "и": "i",
    "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s",
    # Letters of neighbours: typed by mistake, or in names.
    "ѓ": "d", "ќ": "c", "ѕ": "dz", "й": "j", "щ": "sc", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "ju",
    "я": "ja", "ё": "e", "ѐ": "e", "ѝ": "i", "і": "i", "ї": "ji", "є": "je", "ґ": "g",
}  # fmt: skip
# Latin letters that carry a stroke instead of a mark which could be taken off.
_LATIN_FOR_STROKED: Final = {
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "þ": "th",
}
_LETTERS: Final = str.maketrans(_LATIN_FOR_CYRILLIC | _LATIN_FOR_STROKED)

_DJ: Final = re.compile(r"dj+")
# mlijeko, tijelo, promijeniti; but not the endings of "novijeg", "ciljevima", "razumijete".
_LONG_YAT: Final = re.compile(
    r"(?<=[bcdfghjklmnprstvz])ije(?=[bcdfghjklnprstvz])(?!g[a]?$|m[u]?$|h$|s$|te$|mo$)"
)
_SHORT_YAT: Final = re.compile(r"(?<=[bcdfgmprstvz])je(?=[bcdfghjklmnprstvz])")  # mjesto, zamjena, nedjelja
_LJE: Final = re.compile(r"^(s|na|o|po|do|iz|u|ras|raz|us)?lje(?=[bcdfghjklmnprstvz])")  # ljeto, sljedeći


def fold(word: str) -> str:
    """The letters and digits of one word in their simplest form, the same however the word was typed."""
    return _ekavian(plain(word))


def plain(word: str) -> str:
    """Latin letters without marks: the first half of folding, which languages other than ours need too."""
    word = unicodedata.normalize("NFKC", word).casefold().translate(_LETTERS)
    if not word.isascii():
        # Decomposing may uncover one of our letters under a mark, hence the second translation.
        word = unicodedata.normalize("NFKD", word).translate(_LETTERS)
    if not word.isalnum():
        word = "".join(filter(str.isalnum, word))
    return _DJ.sub("d", word)


def _ekavian(word: str) -> str:
    if "je" not in word:
        return word
    word = _LONG_YAT.sub("e", word)
    word = _SHORT_YAT.sub("e", word)
    return _LJE.sub(r"\1le", word)

"""Names of files that came from outside, made safe to be written anywhere. Pure."""

import re
import unicodedata

LONGEST = 120
FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
# Devices of Windows: a file cannot be called like one, with any ending.
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$|clock\$)(?=\.|$)", re.IGNORECASE)


def safe_name(name: str, *, usual: str = "file") -> str:
    """A name that is nothing but a name: no path, no signs that hide or turn, no device; its ending stays."""
    plain = unicodedata.normalize("NFC", name)
    # Controls, what turns the direction of reading, surrogates: they make "gpj.exe" look like "exe.jpg".
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else "_" for sign in plain)
    bare = FORBIDDEN.sub("_", seen).strip(". ")
    if not bare.strip("_"):
        return usual
    bare = _short(bare)
    return f"_{bare}" if DEVICES.match(bare) else bare


def _short(name: str) -> str:
    """Not longer than any file system takes, however many bytes its letters need."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 12 or not ending.isalnum():
        stem, dot, ending = name, "", ""
    room = LONGEST - len((dot + ending).encode())
    if room < 8:
        stem, dot, ending, room = name, "", "", LONGEST
    return stem.encode()[:room].decode(errors="ignore").strip(". ") + dot + ending

"""Which mail this is, and which ones it follows."""

import re

from pult.gateways.email.parse.headers import unfold

BRACKETED = re.compile(r"<([^<>]*)>")
BARE = re.compile(r"[^\s<>,;\"@]{1,500}@[^\s<>,;\"]{1,500}")
ENCLOSED = re.compile(rb"^[ \t>]*Message-ID:\s*<\s*([^<>\s]{1,998})\s*>", re.IGNORECASE | re.MULTILINE)
LONGEST = 998
MOST = 200


def read_ids(values: list[str]) -> tuple[str, ...]:
    """All message ids in some header values, without brackets, in order, each once."""
    found: list[str] = []
    for value in values:
        line = unfold(value)
        inside = BRACKETED.findall(line)
        found.extend(tidy(each) for each in (inside or BARE.findall(line)))
    # The newest stand at the end; a flood of references keeps those and the first.
    ids = [each for each in dict.fromkeys(found) if each and len(each) <= LONGEST]
    return tuple(ids if len(ids) <= MOST else [ids[0], *ids[-MOST + 1 :]])


def read_id(values: list[str]) -> str:
    """The mail's own id; whatever stands there where it has no usual form."""
    ids = read_ids(values)
    if ids:
        return ids[0]
    return next((tidy(unfold(value))[:LONGEST] for value in values if value.strip()), "")


def ids_inside(raw: bytes) -> tuple[str, ...]:
    """The ids of mails that this one encloses or quotes, as a bounce does."""
    body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    return tuple(dict.fromkeys(match.decode("ascii", "ignore") for match in ENCLOSED.findall(body)))[:MOST]


def tidy(text: str) -> str:
    """An id with the white space removed that folding left inside."""
    return "".join(text.split()).strip("<>")

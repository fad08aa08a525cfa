"""Header values to text: encoded words, raw eight-bit bytes and folded lines, none of which may raise."""

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from quopri import decodestring
from types import MappingProxyType

from pult.gateways.email.parse.charsets import codec_for, decode
from pult.gateways.email.parse.tree import FAULTS, Part

WORD = re.compile(r"=\?([^\s?]+)\?([bBqQ])\?(.*?)\?=(?!=(?!\?))", re.DOTALL)
FOLD = re.compile(r"\r?\n[ \t]*|\r")
BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^\s?]+\?[bBqQ]\?)")
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
LONGEST = 10_000


def first(part: Part, name: str) -> str:
    """The first value of a header as it was sent; empty where it is absent or unreadable."""
    try:
        value = part.get(name, "")
    except FAULTS:
        return ""
    return str(value)


def every(part: Part, name: str) -> list[str]:
    """All values of a header as they were sent."""
    try:
        return [str(value) for value in part.get_all(name, [])]
    except FAULTS:
        return []


def readable(part: Part) -> Mapping[str, tuple[str, ...]]:
    """All headers by lower-case name, decoded, for rules and for the curious."""
    found: dict[str, tuple[str, ...]] = {}
    try:
        pairs = part.items()
    except FAULTS:
        pairs = []
    for name, value in pairs:
        key = name.lower()
        found[key] = (*found.get(key, ()), text_of(str(value)))
    return MappingProxyType(found)


def text_of(value: str) -> str:
    """A header value as a reader sees it: one line, words decoded."""
    return " ".join(decode_words(unfold(value)).split())


def unfold(value: str) -> str:
    """One line, with raw bytes turned into the letters they most likely are."""
    line = FOLD.sub(" ", value[:LONGEST])
    if any("\udc80" <= sign <= "\udcff" for sign in line):
        line = decode(line.encode("utf-8", "surrogateescape"))[0]
    return line


def decode_words(value: str) -> str:
    """Replace every encoded word; neighbours of one character set are joined before they are decoded."""
    if "=?" not in value:
        return printable(value)
    value = BETWEEN_WORDS.sub(r"\1", value)
    pieces: list[str] = []
    pending: tuple[str, bytes] = ("", b"")
    end = 0
    for match in WORD.finditer(value):
        charset, content = match[1].split("*")[0].lower(), word_bytes(match[2], match[3], charset=match[1])
        if match.start() == end and pending[0] == charset:
            pending = (charset, pending[1] + content)
        else:
            pieces += [spelt(pending), value[end : match.start()]]
            pending = (charset, content)
        end = match.end()
    pieces += [spelt(pending), value[end:]]
    return printable("".join(pieces))


def spelt(pending: tuple[str, bytes]) -> str:
    """The letters of one run of encoded words."""
    charset, content = pending
    return decode(content, charset)[0] if content else ""


def word_bytes(encoding: str, content: str, charset: str) -> bytes:
    """The bytes inside one encoded word, even where letters stand in it bare."""
    plain = content.encode(codec_for(charset) or "utf-8", "ignore")
    if encoding in "qQ":
        return decodestring(plain.replace(b"_", b" ").replace(b"\n", b""), header=False)
    plain = re.sub(rb"[^A-Za-z0-9+/]", b"", plain)
    try:
        return b64decode(plain + b"=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return b64decode(plain[: len(plain) // 4 * 4])


def printable(value: str) -> str:
    """Nothing that could hide or turn around what is written."""
    value = INVISIBLE.sub("", value.replace("\x00", ""))
    return value.encode("utf-8", "replace").decode("utf-8")


def parameter(part: Part, name: str, header: str = "content-type") -> str:
    """A parameter of a header such as the charset or the file name, decoded."""
    try:
        value = part.get_param(name, header=header)
    except FAULTS:
        return ""
    if isinstance(value, tuple):
        charset, _language, content = value
        return printable(decode((content or "").encode("latin-1", "replace"), charset or "")[0])
    return text_of(value) if isinstance(value, str) else ""


def media_type(part: Part) -> str:
    """The type of a part in lower case; plain text where it names none."""
    try:
        return part.get_content_type()
    except FAULTS:
        return "text/plain"


def disposition(part: Part) -> str:
    """How the sender wants the part shown: inline, attachment or nothing said."""
    return first(part, "content-disposition").partition(";")[0].strip().lower()

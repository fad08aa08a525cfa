"""From bytes to a tree of parts, whatever the bytes are."""

import re
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import Compat32
from typing import TypeAlias

# What the standard library is known to raise on broken mail. Nothing else is caught.
FAULTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
    OverflowError,
    MessageError,
)

FOLD = re.compile(r"\r?\n[ \t]+")

Part: TypeAlias = "Message[str, str]"


class RawHeaders(Compat32):
    """Header values as they were sent; decoding is done in `headers`, where a broken one cannot raise."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        # A boundary may be folded; other headers keep their lines, so that an enclosed mail stays as it was.
        return name, FOLD.sub(" ", value) if name.lower() == "content-type" else value

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002
        return value

    def fold_binary(self, name: str, value: str) -> bytes:
        # An enclosed mail is kept as it was sent.
        return f"{name}: {value}{self.linesep}".encode("utf-8", "surrogateescape")


POLICY = RawHeaders()


def read_tree(raw: bytes) -> tuple[Part, tuple[str, ...]]:
    """The parts of a mail and what was wrong with them; a body that cannot be split stays whole."""
    raw = without_envelope_line(raw)
    try:
        return BytesParser(policy=POLICY).parsebytes(raw), ()
    except FAULTS as fault:
        return read_unsplit(raw), (f"tree: {type(fault).__name__}",)


def read_unsplit(raw: bytes) -> Part:
    """Only the headers are read; everything below the first empty line is one text."""
    try:
        part: Part = BytesHeaderParser(policy=POLICY).parsebytes(raw)
    except FAULTS:
        part = Message(policy=POLICY)
        part.set_payload(raw.decode("ascii", "surrogateescape"))
    del part["Content-Type"], part["Content-Transfer-Encoding"]
    return part


def without_envelope_line(raw: bytes) -> bytes:
    """An mbox line or a byte order mark in front of the headers is no part of the mail."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if raw.startswith((b"From ", b">From ")):
        return raw.partition(b"\n")[2]
    return raw


def children(part: Part) -> list[Part]:
    """The parts directly below this one; none where the mail only claims to have some."""
    payload = part.get_payload() if part.is_multipart() else []
    return [each for each in payload if isinstance(each, Message)]


def content_of(part: Part) -> bytes:
    """The bytes of a part without their transfer encoding; as they came where that lies."""
    try:
        payload = part.get_payload(decode=True)
    except FAULTS:
        payload = None
    if isinstance(payload, bytes):
        return payload
    below = children(part)
    return b"\r\n".join(whole(each) for each in below)


def whole(part: Part) -> bytes:
    """A part with its headers, as it stood inside another mail."""
    try:
        return part.as_bytes(policy=POLICY)
    except FAULTS:
        return b""


def defects_of(part: Part) -> tuple[str, ...]:
    """The names of everything the parser found broken, in the whole tree, each once."""
    try:
        found = [type(defect).__name__ for each in part.walk() for defect in each.defects]
    except FAULTS:
        found = ["UnreadableTree"]
    return tuple(dict.fromkeys(found))

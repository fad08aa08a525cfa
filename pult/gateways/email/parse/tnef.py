"""winmail.dat: what Outlook packs into one attachment is taken out again ([MS-OXTNEF])."""

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from pult.gateways.email.letter import Attachment

from .attachments import safe_name

TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
SIGNATURE = 0x223E9F78
BEGINS_ATTACHMENT, TITLE, DATA, ATTACHMENT_PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
MESSAGE_PROPERTIES, CODE_PAGE, PLAIN_BODY = 0x00069003, 0x00069007, 0x0002800C
BODY, HTML_BODY = 0x1000, 0x1013
CONTENT, SHORT_NAME, LONG_NAME, MEDIA_TYPE, CONTENT_ID = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712
STRING, UNICODE, OBJECT, BINARY = 0x1E, 0x1F, 0x0D, 0x102
SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
MANY = 0x1000
NAMED = 0x8000
# In front of an object stands the name of its interface.
INTERFACE = 16
MOST_VALUES = 10_000
USUAL_CODE_PAGE = "cp1252"


@dataclass
class Packed:
    """What was inside: a body where the mail itself has none, and the files."""

    text: str = ""
    html: bytes = b""
    files: list[Attachment] = field(default_factory=list)


@dataclass
class File:
    """One file while its attributes are read."""

    title: str = ""
    content: bytes = b""
    properties: dict[int, bytes] = field(default_factory=dict)
    code_page: str = USUAL_CODE_PAGE

    def finished(self) -> Attachment:
        """The file with the longest of its names."""
        said = {key: _text(value) for key, value in self.properties.items() if key != CONTENT}
        name = said.get(LONG_NAME) or self.title or said.get(SHORT_NAME) or ""
        return Attachment(
            name=safe_name(name),
            type=said.get(MEDIA_TYPE) or "application/octet-stream",
            content=self.content or self.properties.get(CONTENT, b""),
            cid=said.get(CONTENT_ID, "").strip("<>") or None,
        )


class Broken(ValueError):
    """The bytes end in the middle of something."""


class Reader:
    """Bytes that are read one after the other, never beyond their end."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def take(self, length: int) -> bytes:
        """So many bytes; `Broken` when there are fewer."""
        piece = self.content[self.at : self.at + length]
        if length < 0 or len(piece) != length:
            raise Broken
        self.at += length
        return piece

    def number(self, form: str = "<I") -> int:
        """A number as it is packed."""
        (value,) = struct.unpack(form, self.take(struct.calcsize(form)))
        return int(value)

    def padded(self, length: int) -> bytes:
        """So many bytes, and what fills them up to a multiple of four."""
        piece = self.take(length)
        self.at += -length % 4
        return piece

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.content)


def is_packed(attachment: Attachment) -> bool:
    """Whether this is a winmail.dat, by its type, its name, or its first bytes."""
    looks = attachment.type in TYPES or attachment.name.lower() == "winmail.dat"
    return looks and attachment.content[:4] == struct.pack("<I", SIGNATURE)


def unpack(content: bytes) -> Packed:
    """Everything that could be read; what is cut off ends there."""
    packed, files = Packed(), list[File]()
    code_page = USUAL_CODE_PAGE
    for name, value in _attributes(content):
        if name == CODE_PAGE and len(value) >= 4:
            code_page = _codec(struct.unpack("<I", value[:4])[0])
        elif name == PLAIN_BODY:
            packed.text = packed.text or _text(value, code_page)
        elif name == MESSAGE_PROPERTIES:
            _read_message(packed, _properties(value, code_page))
        elif name == BEGINS_ATTACHMENT:
            files.append(File(code_page=code_page))
        elif files:
            _read_file(files[-1], name, value)
    packed.files = [file.finished() for file in files if file.content or file.properties.get(CONTENT)]
    return packed


def _read_message(packed: Packed, said: dict[int, bytes]) -> None:
    packed.text = _text(said.get(BODY, b"")) or packed.text
    packed.html = said.get(HTML_BODY, b"").rstrip(b"\0") or packed.html


def _read_file(file: File, name: int, value: bytes) -> None:
    if name == TITLE:
        file.title = _text(value, file.code_page)
    elif name == DATA:
        file.content = value
    elif name == ATTACHMENT_PROPERTIES:
        file.properties = _properties(value, file.code_page)


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Names and values in their order: level, name, length, value, sum of its bytes."""
    reader = Reader(content)
    try:
        if reader.number() != SIGNATURE:
            return
        reader.take(2)
        while not reader.is_over:
            reader.take(1)
            name, length = reader.number(), reader.number()
            value = reader.take(length)
            yield name, value
            reader.take(2)
    except Broken:
        return


def _properties(content: bytes, code_page: str) -> dict[int, bytes]:
    """The MAPI properties by number; of several values the first; texts as UTF-8."""
    reader, found = Reader(content), dict[int, bytes]()
    try:
        for _each in range(reader.number()):
            kind, number = reader.number("<H"), reader.number("<H")
            if number >= NAMED:
                _skip_name(reader)
            values = _values(reader, kind)
            if values:
                found.setdefault(number, _plain(values[0], kind & ~MANY, code_page))
    except Broken:
        pass
    return found


def _skip_name(reader: Reader) -> None:
    reader.take(16)
    if reader.number() == 0:
        reader.take(4)
    else:
        reader.padded(reader.number())


def _values(reader: Reader, kind: int) -> list[bytes]:
    single = kind & ~MANY
    if single in {STRING, UNICODE, OBJECT, BINARY}:
        return [reader.padded(reader.number()) for _each in range(_count(reader))]
    size = SIZES.get(single)
    if size is None:
        raise Broken
    return [reader.take(size) for _each in range(_count(reader) if kind & MANY else 1)]


def _count(reader: Reader) -> int:
    count = reader.number()
    if count > MOST_VALUES:
        raise Broken
    return count


def _plain(value: bytes, kind: int, code_page: str) -> bytes:
    if kind == UNICODE:
        return value.decode("utf-16-le", "replace").encode("utf-8", "replace")
    if kind == STRING:
        return value.decode(code_page, "replace").encode("utf-8", "replace")
    return value[INTERFACE:] if kind == OBJECT else value


def _text(value: bytes, code_page: str = "utf-8") -> str:
    return value.decode(code_page, "replace").replace("\0", "").replace("\r\n", "\n").strip()


def _codec(code_page: int) -> str:
    try:
        return codecs.lookup(f"cp{code_page}").name
    except LookupError:
        return USUAL_CODE_PAGE

"""MP4 with sound only (m4a): boxes in boxes; the movie's head says how long it lasts, or its fragments add up to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

INSIDE = {b"moov", b"trak", b"mdia", b"mvex", b"moof", b"traf"}
READ = {b"mvhd", b"mdhd", b"hdlr", b"trun", b"tfhd", b"trex"}
MOST_BOXES = 200_000
MOST_READ = 1024 * 1024


@dataclass
class Found:
    """What the boxes have said so far."""

    kinds: set[bytes] = field(default_factory=set)
    scale: int = 0
    length: float = 0.0
    track_scale: int = 0
    usual: int = 0
    fragments: int = 0


def seconds_of(stream: BinaryIO) -> float | None:
    """How long it lasts; None when it is no sound, or a film."""
    whole = stream.seek(0, 2)
    found, seen = Found(), set[bytes]()
    for name, body in _boxes(stream, 0, whole, [0]):
        seen.add(name)
        _take(found, name, body)
    if b"moov" not in seen or found.kinds != {b"soun"}:
        return None
    if found.length and found.scale:
        return found.length / found.scale
    return found.fragments / found.track_scale if found.track_scale else None


def _boxes(stream: BinaryIO, at: int, until: int, count: list[int]) -> Iterator[tuple[bytes, bytes]]:
    while at + 8 <= until and count[0] < MOST_BOXES:
        count[0] += 1
        stream.seek(at)
        head = stream.read(16)
        size, name, inner = int.from_bytes(head[:4]), head[4:8], at + 8
        if size == 1:
            size, inner = int.from_bytes(head[8:16]), at + 16
        end = until if size == 0 else at + size
        if end < inner or end > until or not name.isalnum():
            raise ValueError(name)
        stream.seek(inner)
        yield name, stream.read(min(end - inner, MOST_READ)) if name in READ else b""
        if name in INSIDE:
            yield from _boxes(stream, inner, end, count)
        at = end


def _take(found: Found, name: bytes, body: bytes) -> None:
    if name == b"hdlr":
        found.kinds.add(body[8:12])
    elif name == b"mvhd":
        found.scale, found.length = _clock(body)
    elif name == b"mdhd":
        found.track_scale, _length = _clock(body)
    elif name == b"trex":
        found.usual = int.from_bytes(body[12:16])
    elif name == b"tfhd":
        found.usual = _usual(body) or found.usual
    elif name == b"trun":
        found.fragments += _run(body, found.usual)


def _clock(body: bytes) -> tuple[int, int]:
    """Ticks a second, and how many there are."""
    if body[0] == 1:
        return int.from_bytes(body[20:24]), int.from_bytes(body[24:32])
    length = int.from_bytes(body[16:20])
    return int.from_bytes(body[12:16]), 0 if length == 0xFFFFFFFF else length


def _usual(body: bytes) -> int:
    """How long a sample of this fragment lasts unless it says otherwise."""
    flags, at = int.from_bytes(body[1:4]), 8
    at += (8 if flags & 0x1 else 0) + (4 if flags & 0x2 else 0)
    return int.from_bytes(body[at : at + 4]) if flags & 0x8 else 0


def _run(body: bytes, usual: int) -> int:
    """How long the samples of one run last together."""
    flags, count = int.from_bytes(body[1:4]), int.from_bytes(body[4:8])
    at = 8 + (4 if flags & 0x1 else 0) + (4 if flags & 0x4 else 0)
    width = 4 * sum(bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800))
    if not flags & 0x100:
        return usual * count
    if at + width * count > len(body):
        raise ValueError(count)
    return sum(int.from_bytes(body[at + width * one : at + width * one + 4]) for one in range(count))

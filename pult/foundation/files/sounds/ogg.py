"""Ogg with Opus or Vorbis: pages, of which the last says how many samples there were."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

PAGE = struct.Struct("<4sBBqIIIB")
OPUS, VORBIS = b"OpusHead", b"\x01vorbis"
OPUS_HERTZ = 48_000
FEWEST_PAGES = 2


def seconds_of(stream: BinaryIO) -> float | None:
    """How long it lasts; None when it holds no sound that browsers play."""
    last, pages, hertz, skipped = 0, 0, 0, 0
    for granule, body in _pages(stream):
        pages += 1
        if pages == 1:
            hertz, skipped = _format(body)
            if not hertz:
                return None
        last = max(last, granule)
    return max(last - skipped, 0) / hertz if pages >= FEWEST_PAGES else None


def _pages(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each page: its position in samples, and how its content begins."""
    while len(head := stream.read(PAGE.size)) == PAGE.size:
        mark, version, _flags, granule, _serial, _number, _sum, segments = PAGE.unpack(head)
        if mark != b"OggS" or version != 0:
            return
        size = sum(stream.read(segments))
        at = stream.tell()
        yield granule, stream.read(min(size, 64))
        stream.seek(at + size)


def _format(body: bytes) -> tuple[int, int]:
    """Samples a second, and how many of the first are not meant to be heard."""
    if body.startswith(OPUS) and len(body) >= 19:
        return OPUS_HERTZ, int.from_bytes(body[10:12], "little")
    if body.startswith(VORBIS) and len(body) >= 30:
        return int.from_bytes(body[12:16], "little"), 0
    return 0, 0

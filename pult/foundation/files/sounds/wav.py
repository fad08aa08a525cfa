"""WAV: chunks one after the other; the format says how many bytes a second takes, the data are the rest."""

import struct
from typing import BinaryIO

HEAD = struct.Struct("<4sI")
FORMAT = struct.Struct("<HHIIHH")
# Plain samples, floating point, the telephone's two compressions, and the wrapper around any of them.
ENCODINGS = {0x0001, 0x0003, 0x0006, 0x0007, 0xFFFE}
MOST_CHUNKS = 100


def seconds_of(stream: BinaryIO) -> float | None:
    """How long it lasts; None when it is no sound."""
    whole = stream.seek(0, 2)
    stream.seek(12)
    rate = 0
    for _number in range(MOST_CHUNKS):
        head = stream.read(HEAD.size)
        if len(head) < HEAD.size:
            return None
        name, size = HEAD.unpack(head)
        at = stream.tell()
        if name == b"fmt ":
            rate = _bytes_a_second(stream.read(FORMAT.size))
        elif name == b"data":
            # Recorders that were cut off leave a length of nothing or of everything.
            there = whole - at
            return min(size or there, there) / rate if rate else None
        stream.seek(at + size + size % 2)
    return None


def _bytes_a_second(chunk: bytes) -> int:
    if len(chunk) < FORMAT.size:
        return 0
    encoding, channels, rate, a_second, _block, _bits = FORMAT.unpack(chunk)
    return a_second if encoding in ENCODINGS and 0 < channels <= 8 and 0 < rate <= 384_000 else 0

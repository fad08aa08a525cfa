"""MP3: frames one after the other, each with its own head; before them perhaps a tag with the title."""

from collections.abc import Iterator
from typing import BinaryIO

HEAD = 4
RATES = {0: (11_025, 12_000, 8_000), 2: (22_050, 24_000, 16_000), 3: (44_100, 48_000, 32_000)}
KILOBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KILOBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
FEWEST_FRAMES = 3
MOST_PADDING = 64 * 1024
PIECE = 1024 * 1024


def begins(head: bytes) -> bool:
    """Whether these bytes are the head of a frame."""
    return _frame(head) is not None


def seconds_of(stream: BinaryIO) -> float | None:
    """How long it lasts; None when there are no frames behind the tag."""
    data = stream.read()
    at = _first_frame(data, _behind_tag(data))
    if at is None:
        return None
    frames = list(_frames(data, at))
    return sum(frames) if len(frames) >= FEWEST_FRAMES else None


def _behind_tag(data: bytes) -> int:
    if not data.startswith(b"ID3") or len(data) < 10 or any(byte & 0x80 for byte in data[6:10]):
        return 0
    size = data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9]
    return 10 + size


def _first_frame(data: bytes, at: int) -> int | None:
    """Tags may be followed by nothing but zeros before the first frame."""
    until = min(len(data), at + MOST_PADDING)
    while at < until and data[at] == 0:
        at += 1
    return at if at < len(data) and _frame(data[at : at + HEAD]) else None


def _frames(data: bytes, at: int) -> Iterator[float]:
    while found := _frame(data[at : at + HEAD]):
        size, seconds = found
        if at + size > len(data):
            return
        yield seconds
        at += size


def _frame(head: bytes) -> tuple[int, float] | None:
    """The size of a frame of the third layer, and how long it sounds."""
    if len(head) < HEAD or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, bits, rate, padding = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version not in RATES or rate == 3 or not 0 < bits < 15:
        return None
    is_first = version == 3
    hertz = RATES[version][rate]
    kilobits = (KILOBITS_1 if is_first else KILOBITS_2)[bits]
    samples = 1152 if is_first else 576
    return samples // 8 * kilobits * 1000 // hertz + padding, samples / hertz

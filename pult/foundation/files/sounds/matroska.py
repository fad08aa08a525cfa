"""WebM with sound only, as browsers record it: without a length and without an index. Both can be written into it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

EBML = b"\x1a\x45\xdf\xa3"
SEGMENT, INFO, TRACKS, CLUSTER, CUES = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675, 0x1C53BB6B
SCALE, DURATION, TRACK, KIND, CODEC, TIME = 0x2AD7B1, 0x4489, 0xAE, 0x83, 0x86, 0xE7
SIMPLE_BLOCK, GROUP, BLOCK = 0xA3, 0xA0, 0xA1
IN_CLUSTER = {TIME, SIMPLE_BLOCK, GROUP, 0xA7, 0xAB, 0x5854, 0xBF, 0xEC}
SOUND = 2
CODECS = {b"A_OPUS", b"A_VORBIS"}
USUAL_SCALE = 1_000_000
A_SECOND = 1_000_000_000


@dataclass
class Element:
    """One element: what it is, and where its content lies. One that was cut off, or is endless, ends with the file."""

    name: int
    start: int
    end: int
    is_whole: bool = True


@dataclass
class Piece:
    """A cluster: when it begins, in ticks, and the elements in it that are whole."""

    time: int = 0
    last: int = 0
    parts: list[Element] = field(default_factory=list)


@dataclass
class Film:
    """What was found in a file."""

    info: list[tuple[int, bytes]] = field(default_factory=list)
    tracks: bytes = b""
    scale: int = USUAL_SCALE
    pieces: list[Piece] = field(default_factory=list)

    @property
    def ticks(self) -> int:
        """When the last sound begins."""
        return max((one.time + one.last for one in self.pieces), default=0)


def seconds_of(stream: BinaryIO) -> float | None:
    """How long it lasts; None when it is no sound, or has pictures."""
    film = _read(stream.read())
    return film.ticks * film.scale / A_SECOND if film else None


def mended(data: bytes) -> bytes:
    """The same sound with its length and an index, so that one can jump in it; as it was when that cannot be done."""
    try:
        film = _read(data)
    except (ValueError, IndexError):
        return data
    return _write(data, film) if film and film.pieces else data


def _read(data: bytes) -> Film | None:
    head = _element(data, 0, len(data))
    if head.name != int.from_bytes(EBML) or b"webm" not in data[head.start : head.end]:
        return None
    body = _element(data, head.end, len(data))
    if body.name != SEGMENT:
        return None
    film = Film()
    for one in _top(data, body):
        if one.name == INFO:
            film.info = [(part.name, data[part.start : part.end]) for part in _inside(data, one)]
            film.scale = next((_whole(told) for name, told in film.info if name == SCALE), USUAL_SCALE)
        elif one.name == TRACKS:
            film.tracks = data[one.start : one.end]
            if not _is_sound(data, one):
                return None
        elif one.name == CLUSTER:
            film.pieces.append(_piece(data, one))
    return film if film.tracks else None


def _is_sound(data: bytes, tracks: Element) -> bool:
    found = [list(_inside(data, one)) for one in _inside(data, tracks) if one.name == TRACK]
    told = [{part.name: data[part.start : part.end] for part in track} for track in found]
    return bool(told) and all(
        int.from_bytes(one.get(KIND, b"")) == SOUND and one.get(CODEC, b"").rstrip(b"\0") in CODECS
        for one in told
    )


def _top(data: bytes, segment: Element) -> Iterator[Element]:
    """The elements of the segment; a cluster without an end goes as far as what can stand in a cluster."""
    at = segment.start
    while one := _next(data, at, segment.end):
        if one.name == CLUSTER and not one.is_whole:
            one.end = _end_of_cluster(data, one)
        yield one
        at = one.end


def _end_of_cluster(data: bytes, cluster: Element) -> int:
    at = cluster.start
    while one := _next(data, at, cluster.end):
        if one.name not in IN_CLUSTER:
            return at
        at = one.end
    return cluster.end


def _piece(data: bytes, cluster: Element) -> Piece:
    piece = Piece()
    for one in _inside(data, cluster):
        if not one.is_whole:
            break
        if one.name == TIME:
            piece.time = _whole(data[one.start : one.end])
        elif one.name in {SIMPLE_BLOCK, GROUP}:
            piece.parts.append(one)
            piece.last = max(piece.last, _block_time(data, one))
    return piece


def _whole(told: bytes) -> int:
    """A number as the value of an element; the format allows eight bytes."""
    if len(told) > 8:
        raise ValueError(told[:9])
    return int.from_bytes(told)


def _block_time(data: bytes, one: Element) -> int:
    if one.name == GROUP:
        one = next((part for part in _inside(data, one) if part.name == BLOCK), one)
    _track, at = _number(data, one.start, keeps_mark=False)
    return int.from_bytes(data[at : at + 2], signed=True)


def _inside(data: bytes, parent: Element) -> Iterator[Element]:
    at = parent.start
    while one := _next(data, at, parent.end):
        yield one
        at = one.end


def _next(data: bytes, at: int, until: int) -> Element | None:
    """The element that begins here; None at the end, also where a recording was cut off within a head."""
    try:
        return _element(data, at, until) if at < until else None
    except (ValueError, IndexError):
        return None


def _element(data: bytes, at: int, until: int) -> Element:
    name, at = _number(data, at, keeps_mark=True)
    first = data[at]
    width = 9 - first.bit_length()
    size, start = _number(data, at, keeps_mark=False)
    is_endless = size == (1 << 7 * width) - 1
    is_whole = not is_endless and start + size <= until
    return Element(name, start, start + size if is_whole else until, is_whole)


def _number(data: bytes, at: int, *, keeps_mark: bool) -> tuple[int, int]:
    """A number whose first bits say how many bytes it has, and where it ends."""
    first = data[at]
    if first == 0:
        raise ValueError(at)
    width = 9 - first.bit_length()
    if at + width > len(data):
        raise ValueError(at)
    value = int.from_bytes(data[at : at + width])
    return (value if keeps_mark else value & (1 << 7 * width) - 1), at + width


def _write(data: bytes, film: Film) -> bytes:
    head = _element(data, 0, len(data))
    length = _wrap(DURATION, struct.pack(">d", float(film.ticks)))
    told = [_wrap(name, body) for name, body in film.info if name not in {DURATION, 0xEC}]
    info, tracks = _wrap(INFO, b"".join([*told, length])), _wrap(TRACKS, film.tracks)
    clusters = [_cluster(data, one) for one in film.pieces]
    before = len(info) + len(tracks)
    # Every number in the index has eight bytes, so that its size does not depend on what it says.
    index = _cues(film, clusters, before + len(_cues(film, clusters, 0)))
    body = b"".join([info, tracks, index, *clusters])
    return data[: head.end] + _wrap(SEGMENT, body)


def _cluster(data: bytes, piece: Piece) -> bytes:
    parts = [_wrap(one.name, data[one.start : one.end]) for one in piece.parts]
    return _wrap(CLUSTER, b"".join([_wrap(TIME, piece.time.to_bytes(8)), *parts]))


def _cues(film: Film, clusters: list[bytes], at: int) -> bytes:
    points = []
    for piece, cluster in zip(film.pieces, clusters, strict=True):
        where = _wrap(0xF7, b"\x01") + _wrap(0xF1, at.to_bytes(8))
        points.append(_wrap(0xBB, _wrap(0xB3, piece.time.to_bytes(8)) + _wrap(0xB7, where)))
        at += len(cluster)
    return _wrap(CUES, b"".join(points))


def _wrap(name: int, body: bytes) -> bytes:
    width = (name.bit_length() + 7) // 8
    return name.to_bytes(width) + (len(body) | 1 << 56).to_bytes(8) + body

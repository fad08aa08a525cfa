"""Small recordings, made here: a tone as WAV, and the other kinds put together by hand."""

import io
import math
import struct
import wave

from pult.foundation.files.sounds import matroska

HERTZ = 8000


def wav(seconds: float = 1.0, hertz: int = HERTZ) -> bytes:
    """A tone, as a telephone would record it."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(hertz)
        samples = (int(9000 * math.sin(one / 6)) for one in range(int(seconds * hertz)))
        sound.writeframes(b"".join(struct.pack("<h", one) for one in samples))
    return out.getvalue()


def mp3(frames: int = 40, *, tag: bytes = b"") -> bytes:
    """Silent frames of 128 kbit a second at 44.1 kHz, perhaps with a tag before them."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    size = bytes(len(tag) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return (b"ID3\x04\x00\x00" + size + tag if tag else b"") + frame * frames


def ogg(seconds: float = 2.0) -> bytes:
    """Opus in two pages."""
    head = (
        b"OpusHead" + bytes([1, 1]) + (312).to_bytes(2, "little") + (48_000).to_bytes(4, "little") + bytes(3)
    )
    return _page(0, head) + _page(312 + int(seconds * 48_000), b"sound" * 20)


def _page(granule: int, body: bytes) -> bytes:
    return struct.pack("<4sBBqIIIB", b"OggS", 0, 0, granule, 1, 0, 0, 1) + bytes([len(body)]) + body


def webm(seconds: int = 6, *, codec: bytes = b"A_OPUS", kind: int = 2, cut: int = 0) -> bytes:
    """As browsers record: a segment and clusters without an end, no length, no index."""
    wrap = matroska._wrap
    head = wrap(0x1A45DFA3, wrap(0x4282, b"webm"))
    info = wrap(matroska.INFO, wrap(matroska.SCALE, (1_000_000).to_bytes(4)) + wrap(0x4D80, b"Browser"))
    track = wrap(matroska.TRACK, wrap(matroska.KIND, bytes([kind])) + wrap(matroska.CODEC, codec))
    endless = b"\x01" + b"\xff" * 7
    body = info + wrap(matroska.TRACKS, track)
    for second in range(seconds):
        body += (matroska.CLUSTER).to_bytes(4) + endless + wrap(matroska.TIME, (second * 1000).to_bytes(4))
        for tick in range(0, 1000, 100):
            body += wrap(matroska.SIMPLE_BLOCK, b"\x81" + tick.to_bytes(2) + b"\x80" + bytes([second]) * 20)
    whole = head + (matroska.SEGMENT).to_bytes(4) + endless + body
    return whole[: len(whole) - cut]


def m4a(seconds: int = 3, *, kind: bytes = b"soun") -> bytes:
    """A movie without pictures whose head says how long it is."""
    mvhd = bytes(12) + (1000).to_bytes(4) + (seconds * 1000).to_bytes(4) + bytes(80)
    hdlr = bytes(8) + kind + bytes(13)
    track = _box(b"trak", _box(b"mdia", _box(b"hdlr", hdlr)))
    return (
        _box(b"ftyp", b"M4A \x00\x00\x00\x00")
        + _box(b"moov", _box(b"mvhd", mvhd) + track)
        + _box(b"mdat", b"x" * 50)
    )


def _box(name: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4) + name + body

"""Recordings of sound: what one really is and how long it lasts, found in its bytes, whatever its name says."""

from dataclasses import dataclass
from typing import BinaryIO

from . import matroska, mp3, mp4, ogg, wav

LOOK_AT = 12
READERS = {
    "audio/wav": wav.seconds_of,
    "audio/ogg": ogg.seconds_of,
    "audio/webm": matroska.seconds_of,
    "audio/mp4": mp4.seconds_of,
    "audio/mpeg": mp3.seconds_of,
}
ENDINGS = {
    "audio/wav": ".wav",
    "audio/ogg": ".ogg",
    "audio/webm": ".webm",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
}


@dataclass(frozen=True)
class Sound:
    """A recording that a browser can play: its media type, and how long it lasts."""

    kind: str
    seconds: float

    @property
    def ending(self) -> str:
        """How a file of this kind ends."""
        return ENDINGS[self.kind]


def sound_of(stream: BinaryIO) -> Sound | None:
    """What this recording is; None when it is no sound, is damaged, holds pictures, or only begins like a sound."""
    stream.seek(0)
    kind = _kind(stream.read(LOOK_AT))
    if kind is None:
        return None
    stream.seek(0)
    try:
        seconds = READERS[kind](stream)
    except (ValueError, IndexError, EOFError, OverflowError):
        return None
    finally:
        stream.seek(0)
    return Sound(kind, seconds) if seconds is not None and seconds > 0 else None


def _kind(head: bytes) -> str | None:
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/wav"
    if head.startswith(b"OggS"):
        return "audio/ogg"
    if head.startswith(matroska.EBML):
        return "audio/webm"
    if head[4:8] == b"ftyp":
        return "audio/mp4"
    return "audio/mpeg" if head.startswith(b"ID3") or mp3.begins(head) else None

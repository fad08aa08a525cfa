"""What a file is, from its bytes. What a sender claims counts only where bytes cannot tell and nothing is at stake."""

import codecs
import lzma
import re
import zipfile
import zlib
from io import BytesIO

UNKNOWN = "application/octet-stream"
LOOK_AT = 1024

# The beginning of a file, at an offset, and what that makes it. The first that fits counts.
MAGIC = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"MZ", "application/vnd.microsoft.portable-executable"),
    (0, b"\x7fELF", "application/x-elf"),
    (0, b"{\\rtf", "application/rtf"),
)
OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_OFFICE_KINDS = {"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"}
ZIP = b"PK\x03\x04"
MARKUP = re.compile(rb"<(!doctype|html|head|body|script|svg|iframe|\?xml)\b", re.IGNORECASE)
CLAIM = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
# All that reading an archive may end with: damage, a packing that nobody knows, a password.
DAMAGED = (
    OSError, EOFError, RuntimeError, ValueError, NotImplementedError, zipfile.BadZipFile, zlib.error, lzma.LZMAError,
)  # fmt: skip


def kind_of(content: bytes, *, claimed: str = "") -> str:
    """The media type of these bytes."""
    for offset, magic, kind in MAGIC:
        if content.startswith(magic, offset):
            return kind
    said = claimed.partition(";")[0].strip().lower()
    said = said if CLAIM.fullmatch(said) else ""
    if content.startswith(ZIP):
        return _kind_of_zip(content)
    if content.startswith(OLD_OFFICE):
        return said if said in OLD_OFFICE_KINDS else "application/x-ole-storage"
    return _kind_of_text(content, said) if is_text(content) else _harmless(said)


def is_text(content: bytes) -> bool:
    """Whether this can be read as text."""
    head = content[:LOOK_AT]
    if b"\x00" in head:
        return False
    try:
        # Not final: the cut may fall inside a character.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _kind_of_text(content: bytes, said: str) -> str:
    found = MARKUP.search(content[:LOOK_AT])
    if found:
        name = found[1].lower()
        return {b"svg": "image/svg+xml", b"?xml": "text/xml"}.get(name, "text/html")
    return said if said.startswith(("text/", "message/")) and said != "text/html" else "text/plain"


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()[:200]
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                said = archive.read("mimetype").decode("ascii", "ignore").strip()
                return said if CLAIM.fullmatch(said) else "application/zip"
    except DAMAGED:
        return "application/zip"
    if "[Content_Types].xml" in names:
        return next(
            (kind for start, kind in OFFICE.items() if any(map(start.__eq__, _tops(names)))),
            "application/zip",
        )
    return "application/zip"


def _tops(names: list[str]) -> set[str]:
    return {name.partition("/")[0] + "/" for name in names}


def _harmless(said: str) -> str:
    """A claim about bytes that say nothing: kept, unless a browser would act on it."""
    return (
        UNKNOWN if not said or said.startswith(("text/", "image/", "multipart/")) or "xml" in said else said
    )

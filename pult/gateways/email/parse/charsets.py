"""Bytes to text when the mail names the wrong character set, none, or one that nobody knows."""

import codecs
import re
from functools import lru_cache

# What a name means in practice: supersets that senders really use.
MEANT = {
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "big5": "big5hkscs",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "unicode-1-1-utf-7": "utf-7",
    "x-unknown": "",
    "unknown-8bit": "",
    "8bit": "",
    "binary": "",
    "default": "",
    "_autodetect": "",
    "x-user-defined": "",
}
NOT_FOR_TEXT = {
    "hex",
    "base64",
    "rot13",
    "uu",
    "bz2",
    "zlib",
    "quopri",
    "idna",
    "punycode",
    "undefined",
    "mbcs",
    "oem",
}
NOT_FOR_TEXT |= {"unicode_escape", "raw_unicode_escape"}
ISO_2022_JP = re.compile(rb"\x1b(?:\$[@B]|\([BJ])")
CYRILLIC_RUN = re.compile(
    rb"[\xc0-\xff\x80\x83\x8a\x8c-\x90\x9a\x9c-\x9f\xa3\xa8\xaa\xb3\xb8\xba\xbc-\xbf]{3,}"
)
SOUTH_SLAVIC = re.compile(rb"[\x8a\x9a\x8e\x9e\xc6\xe6\xc8\xe8\xd0\xf0]")
WESTERN = re.compile(rb"[\xe0\xe2\xe3\xe5\xe7\xe9-\xef\xf1-\xf5\xf8-\xfc\xdf\xe4]")


@lru_cache(maxsize=256)
def codec_for(label: str) -> str:
    """The codec that a charset label stands for; empty where it stands for none."""
    label = label.strip().strip("\"'").lower().split("*")[0]
    name = MEANT.get(label, label)
    try:
        found = codecs.lookup(name).name if name.isascii() and name.isprintable() else ""
    except (LookupError, ValueError):
        return ""
    return "" if found.replace("-", "_") in NOT_FOR_TEXT else found


def decode(content: bytes, label: str = "") -> tuple[str, bool]:
    """The text of some bytes, and whether the label told the truth."""
    codec = codec_for(label) if label else ""
    if codec:
        kept = trusted(content, codec)
        if kept is not None:
            return kept, True
    return guess(content), not label and content.isascii()


def trusted(content: bytes, codec: str) -> str | None:
    """The text by the named codec, unless the bytes themselves say that the name is wrong."""
    if codec.startswith(("cp125", "iso8859")) and is_utf8_with_accents(content):
        return None
    try:
        return content.decode(codec)
    except (UnicodeError, ValueError):
        pass
    if codec in {"utf-8", "utf-7", "utf-16", "utf-32"}:
        return None
    # One undefined byte must not lose a letter that is otherwise what it says.
    text = content.decode(codec, "replace")
    return text if text.count("\ufffd") * 20 < len(text) else None


def is_utf8_with_accents(content: bytes) -> bool:
    """Several accented letters that are valid UTF-8 are never an accident."""
    if content.isascii():
        return False
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return any(ord(sign) > 0xBF for sign in text)


def guess(content: bytes) -> str:
    """The text of bytes about which nothing true is known."""
    if ISO_2022_JP.search(content):
        return content.decode("iso2022_jp", "replace")
    for codec in ("utf-8-sig", "utf-16") if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig",):
        try:
            return content.decode(codec)
        except UnicodeError:
            continue
    if content.count(b"\xef\xbf\xbd") or mostly_utf8(content):
        return content.decode("utf-8", "replace")
    return content.decode(single_byte_codec(content), "replace")


def mostly_utf8(content: bytes) -> bool:
    """Cut or spoilt UTF-8: most of what is not ASCII still decodes."""
    text = content.decode("utf-8", "ignore")
    good = len("".join(sign for sign in text if ord(sign) > 0x7F).encode())
    high = sum(byte > 0x7F for byte in content)
    return high > 0 and good * 2 > high


def single_byte_codec(content: bytes) -> str:
    """Cyrillic where whole words are high bytes, our Latin by its letters, else western."""
    high = sum(byte > 0x7F for byte in content)
    runs = sum(len(run) for run in CYRILLIC_RUN.findall(content))
    if high and runs * 2 > high:
        return "cp1251"
    if len(SOUTH_SLAVIC.findall(content)) > len(WESTERN.findall(content)):
        return "cp1250"
    return "cp1252"

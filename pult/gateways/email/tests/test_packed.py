"""winmail.dat is unpacked; encrypted and signed mail is kept and named."""

import struct
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.conversations.types import Seal
from pult.gateways.email import operations
from pult.gateways.email.inbound import opened
from pult.gateways.email.parse import tnef
from pult.gateways.email.reading import read_letter
from pult.gateways.email.sealing import seal_of
from pult.gateways.email.types import Source

INVOICE = b"%PDF-1.7 the invoice"


def attribute(name: int, value: bytes, level: int = 2) -> bytes:
    checksum = struct.pack("<H", sum(value) & 0xFFFF)
    return struct.pack("<BII", level, name, len(value)) + value + checksum


def several(kind: int, number: int, value: bytes, *, name: bytes = b"") -> bytes:
    """One MAPI property of variable length."""
    filled = value + b"\0" * (-len(value) % 4)
    return struct.pack("<HH", kind, number) + name + struct.pack("<II", 1, len(value)) + filled


def properties(*each: bytes) -> bytes:
    return struct.pack("<I", len(each)) + b"".join(each)


def packed(body: bytes = b"", *, name: str = "Račun 12.pdf", content: bytes = INVOICE) -> bytes:
    """What Outlook makes: a body in the message's properties, a file with a short and a long name."""
    named = struct.pack("<16sII", b"G" * 16, 1, 4) + "ab".encode("utf-16-le")
    message = properties(
        struct.pack("<HHI", 0x03, 0x0017, 1),
        several(0x1E, 0x8001, b"named\0", name=named),
        several(0x1F, tnef.BODY, body.decode().encode("utf-16-le") + b"\0\0"),
    )
    file = properties(
        several(0x1F, tnef.LONG_NAME, name.encode("utf-16-le") + b"\0\0"),
        several(0x1E, tnef.MEDIA_TYPE, b"application/pdf\0"),
        struct.pack("<HHII", 0x1003, 0x0E21, 2, 7) + struct.pack("<I", 8),
    )
    return b"".join(
        (
            struct.pack("<IH", tnef.SIGNATURE, 1),
            attribute(tnef.CODE_PAGE, struct.pack("<II", 1250, 0), 1),
            attribute(tnef.MESSAGE_PROPERTIES, message, 1),
            attribute(tnef.BEGINS_ATTACHMENT, b"\1\0" + b"\0" * 12),
            attribute(tnef.TITLE, "RAČUN1~1.PDF".encode("cp1250") + b"\0"),
            attribute(tnef.DATA, content),
            attribute(tnef.ATTACHMENT_PROPERTIES, file),
        )
    )


def outlook(content: bytes, text: str = "") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Carl <carl@example.org>", "help@kettle.example", "Invoice"
    mail["Message-ID"] = "<tnef-1@example.org>"
    mail.set_content(text)
    mail.add_attachment(content, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return mail.as_bytes()


def test_what_outlook_packed_is_taken_out(kettle):
    mail = operations.take_in(outlook(packed(b"The invoice is wrong.")), source=Source.COMMAND, later=False)
    message = operations.settle(mail).mail.message
    assert message.text == "The invoice is wrong."
    file = message.attachments.get()
    assert (file.name, file.file.content_type, file.file.size) == (
        "Račun 12.pdf", "application/pdf", len(INVOICE),
    )  # fmt: skip


def test_what_the_mail_says_itself_counts_before_what_is_packed():
    letter = opened(read_letter(outlook(packed(b"Inside"), text="Outside")))
    assert letter.reply.text.strip() == "Outside"
    assert [each.name for each in letter.attachments] == ["Račun 12.pdf"]


def test_a_file_with_only_its_short_name_is_read_in_the_code_page_of_the_writer():
    content = packed().split(struct.pack("<BI", 2, tnef.ATTACHMENT_PROPERTIES))[0]
    assert [file.name for file in tnef.unpack(content).files] == ["RAČUN1~1.PDF"]


@pytest.mark.parametrize("content", [b"", b"no packet", struct.pack("<IH", tnef.SIGNATURE, 1), packed()[:40]])
def test_what_cannot_be_unpacked_stays_as_it_is(content):
    letter = opened(read_letter(outlook(content)))
    assert [each.name for each in letter.attachments] == ["winmail.dat"]


def test_a_path_in_a_name_is_no_path():
    (file,) = tnef.unpack(packed(name="..\\..\\evil/passwd")).files
    assert file.name == "passwd"


@given(st.binary(max_size=300), st.integers(0, 300))
def test_no_bytes_break_it(noise, at):
    content = packed()
    tnef.unpack(content[:at] + noise)
    tnef.unpack(content[:at] + noise + content[at:])


@given(st.binary(max_size=2000))
def test_a_file_comes_out_as_it_went_in(content):
    files = tnef.unpack(packed(content=b"x" + content)).files
    assert [file.content for file in files] == [b"x" + content]


def sealed(kind: str, *parts: tuple[str, str]) -> bytes:
    head = f"From: carl@example.org\r\nTo: help@kettle.example\r\nContent-Type: {kind}; boundary=b\r\n\r\n"
    body = "".join(f"--b\r\nContent-Type: {form}\r\n\r\n{text}\r\n" for form, text in parts)
    return f"{head}{body}--b--\r\n".encode()


@pytest.mark.parametrize(
    ("raw", "seal"),
    [
        (
            sealed(
                "multipart/encrypted; protocol=application/pgp-encrypted",
                ("application/pgp-encrypted", "Version: 1"),
                ("application/octet-stream; name=encrypted.asc", "-----BEGIN PGP MESSAGE-----"),
            ),
            Seal.OPENPGP_ENCRYPTED,
        ),
        (
            sealed("multipart/signed", ("text/plain", "Hi"), ("application/pgp-signature", "x")),
            Seal.OPENPGP_SIGNED,
        ),
        (
            sealed("multipart/signed", ("text/plain", "Hi"), ("application/x-pkcs7-signature", "x")),
            Seal.SMIME_SIGNED,
        ),
        (
            b"From: c@example.org\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nx",
            Seal.SMIME_ENCRYPTED,
        ),
        (
            b"From: c@example.org\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data\r\n\r\nx",
            Seal.SMIME_SIGNED,
        ),
        (b"From: c@example.org\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabc", Seal.OPENPGP_ENCRYPTED),
        (b"From: c@example.org\r\n\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: x", Seal.OPENPGP_SIGNED),
        (b"From: c@example.org\r\n\r\nHow do I send -----BEGIN PGP MESSAGE-----?", None),
        (outlook(packed()), None),
    ],
)
def test_sealed_mail_is_named(raw, seal):
    assert seal_of(read_letter(raw)) == seal


def test_an_encrypted_mail_is_kept_and_its_page_says_why_it_cannot_be_read(kettle):
    raw = sealed(
        "multipart/encrypted; protocol=application/pgp-encrypted",
        ("application/pgp-encrypted", "Version: 1"),
        ("application/octet-stream; name=encrypted.asc", "-----BEGIN PGP MESSAGE-----"),
    )
    mail = operations.settle(operations.take_in(raw, source=Source.COMMAND, later=False)).mail
    assert mail.message.extras == {"seal": "openpgp-encrypted"}
    assert "encrypted.asc" in mail.message.attachments.values_list("name", flat=True)
    assert operations.intake.original(mail) == raw

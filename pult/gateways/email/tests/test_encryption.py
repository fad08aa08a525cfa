"""The listener with a certificate: real TLS over loopback, on both kinds of event loop."""

import asyncio
import contextlib
import ipaddress
import os
import smtplib
import ssl
from datetime import UTC, datetime, timedelta

import pytest
import uvloop
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connection
from pydantic import ValidationError

from pult.foundation.env import Env
from pult.gateways.email import listener
from pult.gateways.email.encryption import Certificate
from pult.gateways.email.models import RawMail
from pult.gateways.email.tests.post_office import write
from tests.cast import build_kettle

HOST = "127.0.0.1"
LETTER = ("carl@example.org", ["help@kettle.example"])


def make_certificate(folder, name="kettle.example"):
    """A certificate of its own authority for this machine; returns the files of chain and key."""
    key = ec.generate_private_key(ec.SECP256R1())
    names = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(names).issuer_name(names).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "chain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return folder / "chain.pem", folder / "key.pem"


@pytest.fixture
def files(tmp_path):
    return make_certificate(tmp_path)


@pytest.fixture
def trust(files):
    """What a sender needs who checks whom it talks to."""
    return ssl.create_default_context(cafile=files[0])


@pytest.fixture
def configured(settings, files):
    def configure(tls):
        settings.ENV = Env(smtp_tls_cert=files[0], smtp_tls_key=files[1], smtp_tls=tls)

    return configure


def over_smtp(talk, run=asyncio.run):
    """Run a talk, which is given the port, with the listener on loopback."""

    async def serve():
        door = listener.Door()
        server = await listener.listen(door, HOST, 0)
        try:
            return await asyncio.to_thread(talk, server.sockets[0].getsockname()[1])
        finally:
            server.close()
            await door.ask(lambda: connection.close())
            door.close()

    return run(serve())


@pytest.mark.parametrize("run", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
@pytest.mark.django_db(transaction=True)
def test_mail_comes_in_over_starttls(configured, trust, run):
    configured("require")
    build_kettle()

    def talk(port):
        with smtplib.SMTP(HOST, port, timeout=20) as client:
            client.ehlo()
            refused = client.docmd("MAIL", "FROM:<carl@example.org>")[0]
            client.starttls(context=trust)
            assert isinstance(client.sock, ssl.SSLSocket)
            client.sendmail(*LETTER, write())
            return refused, client.sock.version()

    assert over_smtp(talk, run) in {(530, "TLSv1.3"), (530, "TLSv1.2")}
    assert RawMail.objects.get().envelope_to == ["help@kettle.example"]


@pytest.mark.parametrize("run", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
@pytest.mark.django_db(transaction=True)
def test_mail_comes_in_encrypted_from_the_start(configured, trust, run):
    configured("implicit")
    build_kettle()

    def talk(port):
        with smtplib.SMTP_SSL(HOST, port, context=trust, timeout=20) as client:
            client.ehlo()
            assert not client.has_extn("starttls")
            client.sendmail(*LETTER, write())

    over_smtp(talk, run)
    assert RawMail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_where_it_is_only_offered_mail_comes_in_plainly_too(configured):
    configured("offer")
    build_kettle()

    def talk(port):
        with smtplib.SMTP(HOST, port, timeout=20) as client:
            client.ehlo()
            assert client.has_extn("starttls")
            client.sendmail(*LETTER, write())

    over_smtp(talk)
    assert RawMail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_sender_who_does_not_trust_the_certificate_says_nothing(configured):
    configured("require")
    build_kettle()

    def talk(port):
        with smtplib.SMTP(HOST, port, timeout=20) as client, pytest.raises(ssl.SSLCertVerificationError):
            client.starttls(context=ssl.create_default_context())

    over_smtp(talk)
    assert not RawMail.objects.exists()


def test_a_renewed_certificate_is_used_and_a_broken_one_is_not(tmp_path, files):
    certificate = Certificate(*files)
    before = serial_of(certificate)
    make_certificate(tmp_path)
    os.utime(files[0], (1, 1))
    renewed = serial_of(certificate)
    assert renewed != before
    files[0].write_text("half of it")
    assert serial_of(certificate) == renewed


def serial_of(certificate):
    """The serial number that a client is shown, without any network."""
    client_in, client_out, server_in, server_out = (ssl.MemoryBIO() for _ in range(4))
    asking = ssl.create_default_context()
    asking.check_hostname, asking.verify_mode = False, ssl.CERT_NONE
    client = asking.wrap_bio(client_in, client_out)
    server = certificate.context.wrap_bio(server_in, server_out, server_side=True)
    for _ in range(3):
        for side, sent, heard in ((client, client_out, server_in), (server, server_out, client_in)):
            with contextlib.suppress(ssl.SSLWantReadError):
                side.do_handshake()
            heard.write(sent.read())
    shown = client.getpeercert(binary_form=True)
    return x509.load_der_x509_certificate(shown).serial_number


def test_tls_without_a_certificate_is_a_complaint():
    for given in ({"smtp_tls": "require"}, {"smtp_tls_key": "/etc/key.pem"}, {"smtp_tls": "perhaps"}):
        with pytest.raises(ValidationError):
            Env(**given)

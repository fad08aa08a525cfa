"""`pult doctor` says whether the mail listener's certificate can be used."""

from pathlib import Path

from pult.config.cli import doctor
from pult.foundation.env import Env
from pult.gateways.email.tests.test_encryption import make_certificate


def test_the_doctor_looks_at_the_certificate(tmp_path: Path):
    chain, key = make_certificate(tmp_path)
    env = Env(smtp_tls_cert=chain, smtp_tls_key=key)
    assert [good for good, _words in doctor._mail_certificate(env)] == [True]
    key.write_text("no key")
    ((good, words),) = doctor._mail_certificate(env)
    assert not good
    assert "SMTP_TLS_CERT" in words

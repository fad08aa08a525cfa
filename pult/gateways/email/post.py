"""Handing one mail to the SMTP server that SMTP_URL names."""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.conf import settings

TIMEOUT_SECONDS = 60


class DeliveryFailed(Exception):
    """The server did not take the mail; `permanent` says that asking again cannot help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What the server said, and whom it asks us to try again later."""

    words: str = ""
    put_off: tuple[str, ...] = ()


def post(sender: str, recipients: Sequence[str], content: bytes) -> Receipt:
    """Send, or say why not."""
    envelope_from = parseaddr(sender)[1]
    envelope_to = [parseaddr(each)[1] or each for each in recipients]
    try:
        with connected(urlsplit(settings.SMTP_URL)) as server:
            refused = server.sendmail(envelope_from, envelope_to, content)
    except smtplib.SMTPRecipientsRefused as refusal:
        raise failure_of(refusal.recipients) from refusal
    except smtplib.SMTPResponseException as answer:
        reason = f"{answer.smtp_code} {in_words(answer.smtp_error)}"
        raise DeliveryFailed(reason, permanent=500 <= answer.smtp_code < 600) from answer
    except (smtplib.SMTPException, OSError) as trouble:
        raise DeliveryFailed(f"{type(trouble).__name__}: {trouble}", permanent=False) from trouble
    except UnicodeError as trouble:
        raise DeliveryFailed(str(trouble), permanent=True) from trouble
    put_off = tuple(address for address, (code, _words) in refused.items() if code < 500)
    return Receipt(words=told(refused), put_off=put_off)


@contextmanager
def connected(url: SplitResult) -> Iterator[smtplib.SMTP]:
    """A session with the server: `smtps://` is encrypted from the start, `smtp://` as soon as the server offers it.

    `?tls=require` refuses to go on without encryption, `?tls=off` does without.
    """
    tls = parse_qs(url.query).get("tls", ["offer"])[0]
    host = url.hostname or "localhost"
    server: smtplib.SMTP
    if url.scheme == "smtps":
        context = ssl.create_default_context()
        server = smtplib.SMTP_SSL(host, url.port or 465, timeout=TIMEOUT_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, url.port or 25, timeout=TIMEOUT_SECONDS)
    with server:
        server.ehlo_or_helo_if_needed()
        if url.scheme != "smtps" and tls != "off" and (server.has_extn("starttls") or tls == "require"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        yield server


def failure_of(refused: dict[str, tuple[int, bytes]]) -> DeliveryFailed:
    """Nobody was accepted: permanent only when every refusal is."""
    return DeliveryFailed(told(refused), permanent=all(code >= 500 for code, _words in refused.values()))


def told(refused: dict[str, tuple[int, bytes]]) -> str:
    """What the server said about each recipient it did not take."""
    return "; ".join(f"{address}: {code} {in_words(words)}" for address, (code, words) in refused.items())


def in_words(answer: bytes | str) -> str:
    """A server's answer as one line."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())

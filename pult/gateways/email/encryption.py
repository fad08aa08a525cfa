"""The certificate of the mail listener, read again when it is renewed."""

import logging
import ssl
from pathlib import Path

from pult.foundation.env import Env, MailTLS

logger = logging.getLogger(__name__)


class Certificate:
    """A certificate with its key, for every connection as it is on the disk by then."""

    def __init__(self, chain: Path, key: Path | None) -> None:
        self.chain, self.key = chain, key
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._seen = self._stamp()
        self._context.load_cert_chain(chain, key)

    @property
    def context(self) -> ssl.SSLContext:
        """The context for the next connection; a renewed certificate that cannot be read leaves the old one in use."""
        try:
            stamp = self._stamp()
            if stamp != self._seen:
                self._context.load_cert_chain(self.chain, self.key)
                self._seen = stamp
                logger.info("The mail listener uses the renewed certificate %s", self.chain)
        except OSError:  # ssl.SSLError is one
            logger.exception(
                "mail listener: the renewed certificate cannot be read; the old one stays in use"
            )
        return self._context

    def _stamp(self) -> list[int]:
        return [path.stat().st_mtime_ns for path in (self.chain, self.key) if path is not None]


def certificate_of(env: Env) -> Certificate | None:
    """The certificate that the operator has configured, if any. Raises OSError where it cannot be read."""
    if env.smtp_tls_cert is None:
        return None
    return Certificate(env.smtp_tls_cert, env.smtp_tls_key)


def is_from_the_start(env: Env) -> bool:
    """Whether connections are encrypted before the first word, as on port 465."""
    return env.smtp_tls is MailTLS.IMPLICIT

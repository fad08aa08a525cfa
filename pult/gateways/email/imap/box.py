"""One open folder on an IMAP server. Nothing here knows the desk; whatever goes wrong has a name."""

import imaplib
import logging
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, LoginError

from pult.gateways.email.errors import BoxTrouble
from pult.gateways.email.types import Afterwards, Security, Server, Standing, Trouble

CONNECT_SECONDS = 15
READ_SECONDS = 60
AT_ONCE = 500
QUOTED_BYTES = re.compile(r"^b(['\"])(.*)\1$", re.DOTALL)

# What a client says to a server is nobody's business, least of all the password.
logging.getLogger("imapclient").setLevel(logging.WARNING)


@dataclass(frozen=True)
class Outline:
    """What is known of a mail before it is fetched."""

    uid: int
    size: int
    kept_at: datetime


@contextmanager
def open_box(server: Server) -> Iterator["Box"]:
    """Connect, sign in, open the folder; leave politely, or just go when nobody listens any more."""
    client = _connected(server)
    try:
        box = Box(client, server, _signed_in(client, server))
        yield box
    finally:
        _leave(client)


class Box:
    """A folder that is open for reading and filing."""

    def __init__(self, client: IMAPClient, server: Server, standing: Standing) -> None:
        self.client, self.server, self.standing = client, server, standing

    def uids(self, *criteria: object) -> list[int]:
        """The numbers of the mails that meet the criteria, the oldest first."""
        return sorted(self._ask(lambda: self.client.search(list(criteria) or ["ALL"])))

    def uids_after(self, uid: int) -> list[int]:
        """What came after a mail; servers name the newest one even when it is not."""
        return [found for found in self.uids("UID", f"{uid + 1}:*") if found > uid]

    def uids_since(self, day: date) -> list[int]:
        """What the server has kept since a day."""
        return self.uids("SINCE", day)

    def outlines(self, uids: Iterable[int]) -> Iterator[Outline]:
        """Sizes and dates of mails, in the order of their numbers."""
        rest = iter(uids)
        while chunk := list(islice(rest, AT_ONCE)):
            told = self._ask(partial(self.client.fetch, chunk, ["RFC822.SIZE", "INTERNALDATE"]))
            for uid in chunk:
                if b"RFC822.SIZE" in told.get(uid, {}):
                    yield Outline(uid, int(told[uid][b"RFC822.SIZE"]), told[uid][b"INTERNALDATE"])

    def bodies(self, uids: list[int]) -> dict[int, bytes]:
        """The mails as they are, without marking them as read."""
        return self._pieces(uids, "BODY.PEEK[]", b"BODY[]")

    def head(self, uid: int) -> bytes:
        """Only the head of a mail."""
        return self._pieces([uid], "BODY.PEEK[HEADER]", b"BODY[HEADER]").get(uid, b"")

    def file_away(self, uids: list[int], afterwards: str) -> None:
        """Mark fetched mail as read, or move it; nothing else in the folder is touched."""
        if not uids or afterwards == Afterwards.LEAVE:
            return
        if afterwards == Afterwards.SEEN:
            self._ask(lambda: self.client.add_flags(uids, [rb"\Seen"], silent=True))
        elif self.client.has_capability("MOVE"):
            self._ask(lambda: self.client.move(uids, self.server.moved_to))
        else:
            self._ask(lambda: self.client.copy(uids, self.server.moved_to))
            self._ask(lambda: self.client.add_flags(uids, [rb"\Deleted"], silent=True))
            if self.client.has_capability("UIDPLUS"):
                self._ask(lambda: self.client.uid_expunge(uids))

    def wait(self, seconds: float, *, tick: float, is_over: Callable[[], bool]) -> bool:
        """Wait until the server tells of something, the time is over, or somebody says so. True when it told."""
        until = time.monotonic() + seconds
        if not self.standing.has_idle:
            while not is_over() and time.monotonic() < until:
                time.sleep(min(tick, max(until - time.monotonic(), 0)))
            return False
        self._ask(self.client.idle)
        told: list[Any] = []
        while not told and not is_over() and (left := until - time.monotonic()) > 0:
            pause, began = min(tick, left), time.monotonic()
            told = self._ask(partial(self.client.idle_check, timeout=pause))
            if not told and time.monotonic() - began < pause / 2:
                break  # woken without a word: leaving shows whether anybody is still there
        self._ask(self.client.idle_done)
        return bool(told)

    def cut(self) -> None:
        """Let go at once, whatever is being read."""
        with suppress(OSError):
            self.client.socket().shutdown(socket.SHUT_RDWR)

    def _pieces(self, uids: list[int], wanted: str, named: bytes) -> dict[int, bytes]:
        told = self._ask(lambda: self.client.fetch(uids, [wanted]))
        return {uid: bytes(told[uid][named]) for uid in uids if told.get(uid, {}).get(named) is not None}

    def _ask(self, question: Callable[[], Any]) -> Any:
        return _asked(question, self.server)


def _connected(server: Server) -> IMAPClient:
    """A connection, encrypted as wanted; certificates are always verified."""
    context = ssl.create_default_context()
    try:
        client = IMAPClient(
            server.host,
            server.port,
            ssl=server.security == Security.TLS,
            ssl_context=context,
            timeout=SocketTimeout(CONNECT_SECONDS, READ_SECONDS),
        )
        client.normalise_times = False
        if server.security == Security.STARTTLS:
            client.starttls(context)
    except CapabilityError as fault:
        raise BoxTrouble(Trouble.NO_STARTTLS) from fault
    except (OSError, imaplib.IMAP4.error, UnicodeError) as fault:
        raise BoxTrouble(_why_not_connected(fault)) from fault
    return client


def _why_not_connected(fault: Exception) -> Trouble:
    kinds: tuple[tuple[type[BaseException], Trouble], ...] = (
        (ssl.SSLCertVerificationError, Trouble.CERTIFICATE),
        (ssl.SSLError, Trouble.NO_TLS),
        (socket.gaierror, Trouble.UNKNOWN_HOST),
        (UnicodeError, Trouble.UNKNOWN_HOST),
        (TimeoutError, Trouble.TOO_SLOW),
        (OSError, Trouble.NO_ANSWER),
    )
    return next((trouble for kind, trouble in kinds if isinstance(fault, kind)), Trouble.NO_IMAP)


def _signed_in(client: IMAPClient, server: Server) -> Standing:
    """Sign in and open the folder."""
    _let_in(client, server)
    if server.moved_to and not _asked(lambda: client.folder_exists(server.moved_to), server):
        raise BoxTrouble(Trouble.NO_TARGET)
    try:
        told = _asked(lambda: client.select_folder(server.folder), server)
    except BoxTrouble as trouble:
        if trouble.kind is Trouble.REFUSED:
            raise BoxTrouble(Trouble.NO_FOLDER, trouble.detail) from trouble
        raise
    count = int(told.get(b"EXISTS", 0))
    next_uid = told.get(b"UIDNEXT")
    if next_uid is None:
        next_uid = max(_asked(lambda: client.search(["ALL"]), server), default=0) + 1
    return Standing(
        validity=int(told.get(b"UIDVALIDITY", 0)),
        next_uid=int(next_uid),
        count=count,
        has_idle=bool(client.has_capability("IDLE")),
    )


def _let_in(client: IMAPClient, server: Server) -> None:
    """With the password, or with a provider's token."""
    try:
        if server.token:
            client.oauth2_login(server.user, server.token)
        else:
            client.login(server.user, server.password)
    except LoginError as fault:
        if isinstance(fault.__context__, imaplib.IMAP4.abort):
            raise BoxTrouble(Trouble.CUT) from fault
        kind = Trouble.ENTRY if server.token else Trouble.PASSWORD
        raise BoxTrouble(kind, _said(fault, server)) from fault
    except (OSError, imaplib.IMAP4.error) as fault:
        raise BoxTrouble(Trouble.CUT) from fault


def _asked(question: Callable[[], Any], server: Server) -> Any:
    """Ask the server; a cut connection and a refusal have different names."""
    try:
        return question()
    except TimeoutError as fault:
        raise BoxTrouble(Trouble.TOO_SLOW) from fault
    except (OSError, imaplib.IMAP4.abort) as fault:
        raise BoxTrouble(Trouble.CUT) from fault
    except imaplib.IMAP4.error as fault:
        raise BoxTrouble(Trouble.REFUSED, _said(fault, server)) from fault


def _said(fault: Exception, server: Server) -> str:
    """What the server said, without the password or the token even if it repeats it."""
    words = fault.args[0] if fault.args else ""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    # The library tells of a refused sign-in by quoting the bytes.
    text = QUOTED_BYTES.sub(r"\2", text)
    for secret in filter(None, (server.password, server.token)):
        text = text.replace(secret, "***")
    return text


def _leave(client: IMAPClient) -> None:
    try:
        client.logout()
    except (OSError, imaplib.IMAP4.error):
        with suppress(OSError, imaplib.IMAP4.error):
            client.shutdown()

"""A real IMAP server on a free loopback port: pymap with its mailboxes in memory, in a thread of its own."""

import asyncio
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, DictBackend
from pymap.config import BackendCapability
from pymap.exceptions import InvalidAuth
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pysasl import SASLAuth
from pysasl.creds.external import ExternalCredentials
from pysasl.hashing import Cleartext

from pult.gateways.email.tests.post_office import free_port
from pult.gateways.email.types import Security, Server

USER, PASSWORD = "help@kettle.example", "copper-spout-42"


class MailServer:
    """What tests do to a mail server and what they ask it."""

    def __init__(self, *, has_idle: bool = True) -> None:
        self.has_idle = has_idle
        self.port = free_port()
        self.loop = asyncio.new_event_loop()
        self.writers: list[asyncio.StreamWriter] = []
        self.tokens: set[str] = set()
        self.connections = 0
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def server(self, **given: Any) -> Server:
        """How to get in."""
        usual = {
            "host": "127.0.0.1",
            "port": self.port,
            "security": Security.NONE,
            "user": USER,
            "password": PASSWORD,
        }
        return Server(**(usual | given))

    def deliver(self, raw: bytes, *, at: datetime | None = None, folder: str = "INBOX") -> int:
        """Put a mail into a folder, as a mail server does when one arrives. Returns its number."""

        async def append() -> int:
            box = await self._folder(folder)
            message = await box.append(AppendMessage(raw, at or datetime.now(UTC), frozenset()), recent=True)
            return int(message.uid)

        return int(self.do(append()))

    def clear(self) -> None:
        """Every folder empty and new."""

        async def forget() -> None:
            self.config.set_cache.clear()

        self.cut()
        self.do(forget())

    def add_folder(self, name: str) -> None:
        """One more folder."""

        async def add() -> None:
            await (await self._set()).add_mailbox(name)

        self.do(add())

    def flags(self, uid: int, folder: str = "INBOX") -> set[str]:
        """How a mail is marked."""

        async def ask() -> set[str]:
            box = await self._folder(folder)
            return {str(flag) for flag in box._messages[uid].permanent_flags}

        return set(self.do(ask()))

    def uids(self, folder: str = "INBOX") -> list[int]:
        """What lies in a folder."""

        async def ask() -> list[int]:
            return sorted((await self._folder(folder))._messages)

        return list(self.do(ask()))

    def renumber(self) -> None:
        """Give every mail of the inbox another number, as a restored server does."""

        async def change() -> None:
            box = await self._folder("INBOX")
            old = [box._messages[uid] for uid in sorted(box._messages)]
            box._uid_validity += 1
            box._messages = {}
            box._max_uid = 500
            for message in old:
                box._max_uid += 1
                box._messages[box._max_uid] = type(message).copy(message, uid=box._max_uid)
            box._mod_sequences.update(list(box._messages))
            box._updated.set()

        self.do(change())
        self.cut()

    def cut(self) -> None:
        """Cut every connection."""

        async def close() -> None:
            for writer in self.writers:
                writer.transport.abort()
            self.writers.clear()

        self.do(close())

    def do(self, work: Any) -> Any:
        """Run a coroutine where the server runs."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    async def _set(self) -> Any:
        if USER not in self.config.set_cache:
            async with self.backend.login.demo_user_identity.new_session():
                pass
        return self.config.set_cache[USER][0]

    async def _folder(self, name: str) -> Any:
        return await (await self._set()).get_mailbox(name)

    async def _start(self) -> None:
        arguments = Namespace(
            host="127.0.0.1", port=self.port, debug=False, cert=None, key=None, tls=False, passlib_cfg=None,
            proxy_protocol=None, inherited_sockets=None, demo_data=False, demo_user=USER, demo_password=PASSWORD,
        )  # fmt: skip
        self.backend, self.config = await DictBackend.init(arguments, hash_context=Cleartext())
        self.config.__class__ = type(
            "Config",
            (Config,),
            {
                "backend_capability": BackendCapability(
                    idle=self.has_idle, object_id=True, multi_append=True
                ),
                "tls_auth": SASLAuth.named([b"PLAIN", b"LOGIN", b"XOAUTH2"]),
            },
        )
        self._take_tokens()
        self.config.apply_context()
        answer = ProxyProtocolReader(self.config.proxy_protocol).get_callback(
            IMAPServer(self.backend.login, self.config)
        )

        async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connections += 1
            self.writers.append(writer)
            with suppress(OSError):
                await answer(reader, writer)

        self.listening = await asyncio.start_server(greet, "127.0.0.1", self.port)

    def _take_tokens(self) -> None:
        """Whoever brings one of `tokens` comes in too, as with XOAUTH2 at the large providers."""
        login, by_password = self.backend.login, self.backend.login.authenticate

        async def authenticate(credentials: Any) -> Any:
            if not isinstance(credentials, ExternalCredentials):
                return await by_password(credentials)
            if credentials._token not in self.tokens or credentials.authzid != USER:
                raise InvalidAuth
            return login.demo_user_identity

        login.authenticate = authenticate  # type: ignore[method-assign]

    async def _stop(self) -> None:
        self.listening.close()
        for task in asyncio.all_tasks():
            if task is not asyncio.current_task():
                task.cancel()


@contextmanager
def mail_server(**options: bool) -> Iterator[MailServer]:
    """A mail server that runs until the end of the block."""
    running = MailServer(**options)
    running.thread.start()
    running.do(running._start())
    try:
        yield running
    finally:
        running.cut()
        running.do(running._stop())
        running.loop.call_soon_threadsafe(running.loop.stop)
        running.thread.join(10)
        running.loop.close()


__all__ = ["PASSWORD", "USER", "MailServer", "mail_server"]

"""Keeping mailboxes open: one thread for each, one worker for each, with patience after trouble."""

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from django.db import DatabaseError, connection, connections

from pult.foundation.database.locks import give_session_lock_back, try_session_lock
from pult.gateways.email.errors import BoxTrouble
from pult.gateways.email.models import MailAccount
from pult.gateways.email.operations import fetching, signing_in
from pult.gateways.email.parse.tree import FAULTS
from pult.gateways.email.types import Trouble

from .box import Box, open_box
from .reader import Reader

logger = logging.getLogger(__name__)

REFUSED = (Trouble.PASSWORD, Trouble.CONSENT, Trouble.ENTRY, Trouble.CLIENT)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How long is waited, in seconds: for the server's word, between looks, after trouble, for threads to end."""

    tick: float = 2.0
    first_idle: float = 15.0
    idle: float = 300.0
    poll: float = 60.0
    first_wait: float = 5.0
    longest_wait: float = 300.0
    wrong_password: float = 900.0
    farewell: float = 5.0


class Keeper(threading.Thread):
    """Keeps one mailbox open until it is told to stop."""

    def __init__(self, account_id: int, version: int, pace: Pace) -> None:
        super().__init__(name=f"mailbox-{account_id}", daemon=True)
        self.account_id, self.version, self.pace = account_id, version, pace
        self.over = threading.Event()
        self.box: Box | None = None
        self.tries: dict[int, int] = {}
        self.failures = 0

    def run(self) -> None:
        """Serve; after trouble wait a little longer each time."""
        try:
            while not self.over.is_set():
                trouble = self._served()
                if trouble is not None:
                    self.over.wait(self._pause(trouble))
        finally:
            connections.close_all()

    def end(self) -> None:
        """Ask it to stop after the mail that it has in hand."""
        self.over.set()

    def cut(self) -> None:
        """Do not wait for a server that says nothing."""
        if self.box is not None:
            self.box.cut()

    def _served(self) -> Trouble | None:
        """Serve until told to stop, or until something is wrong."""
        try:
            self._serve()
        except MailAccount.DoesNotExist:
            self.over.set()
        except BoxTrouble as trouble:
            if trouble.kind is Trouble.ENTRY:
                signing_in.forget_token(self.account_id)
            return self._note(trouble.kind, trouble.detail)
        except DatabaseError:
            logger.exception("mailbox %s: the database does not answer", self.account_id)
            connections.close_all()
            return Trouble.OWN
        except FAULTS:
            logger.exception("mailbox %s: fetching failed", self.account_id)
            return self._note(Trouble.OWN)
        return None

    def _serve(self) -> None:
        account = MailAccount.objects.select_related("inbox", "provider").get(
            pk=self.account_id, version=self.version
        )
        with open_box(signing_in.server_for(account)) as box:
            self.box = box
            try:
                self._look_and_wait(Reader(account, box, is_over=self.over.is_set, tries=self.tries), box)
            finally:
                self.box = None

    def _look_and_wait(self, reader: Reader, box: Box) -> None:
        usual = self.pace.idle if box.standing.has_idle else self.pace.poll
        # Not every server tells of mail that came between the look and the waiting: it is looked for once more soon.
        first = seconds = min(self.pace.first_idle, usual)
        while not self.over.is_set():
            reader.look()
            self.failures = 0
            if not reader.backlog and not self.over.is_set():
                connections.close_all()
                woken = box.wait(seconds, tick=self.pace.tick, is_over=self.over.is_set)
                seconds = first if woken else usual

    def _note(self, trouble: Trouble, detail: str = "") -> Trouble | None:
        if self.over.is_set():
            return None
        with suppress(DatabaseError, MailAccount.DoesNotExist):
            account = MailAccount.objects.get(pk=self.account_id, version=self.version)
            fetching.note_trouble(account, trouble, detail)
        logger.warning("mailbox %s: %s", self.account_id, trouble.value)
        return trouble

    def _pause(self, trouble: Trouble) -> float:
        self.failures += 1
        wait = self.pace.first_wait * 2.0 ** min(self.failures - 1, 10)
        if trouble in REFUSED and self.failures > 1:
            return self.pace.wrong_password  # servers lock out who tries too often
        return min(wait, self.pace.longest_wait)


class Porter:
    """Sees that every account has its keeper, in one worker only; hears of changes by looking every few seconds."""

    def __init__(self, pace: Pace | None = None) -> None:
        self.pace = pace or Pace()
        self.over = threading.Event()
        self.keepers: dict[int, Keeper] = {}

    def run(self) -> None:
        """Look after the keepers until told to stop."""
        try:
            while not self.over.is_set():
                self.look()
                self.over.wait(self.pace.tick)
        finally:
            self._close()

    def look(self) -> None:
        """Begin with new accounts, stop with what is gone, begin again with what was changed."""
        wanted = dict(MailAccount.objects.running().values_list("pk", "version"))
        for pk, keeper in list(self.keepers.items()):
            if not keeper.is_alive():
                del self.keepers[pk]
                give_session_lock_back(lock_of(pk))
            elif wanted.get(pk) != keeper.version:
                keeper.end()
        for pk, version in wanted.items():
            if pk not in self.keepers and try_session_lock(lock_of(pk)):
                self.keepers[pk] = Keeper(pk, version, self.pace)
                self.keepers[pk].start()

    def _close(self) -> None:
        for keeper in self.keepers.values():
            keeper.end()
        for keeper in self.keepers.values():
            keeper.join(self.pace.farewell)
            if keeper.is_alive():
                keeper.cut()
                keeper.join(self.pace.farewell)
        for pk in self.keepers:
            with suppress(DatabaseError):
                give_session_lock_back(lock_of(pk))
        connection.close()


def lock_of(account_id: int) -> str:
    """The name of the lock that one worker holds for an account."""
    return f"mailbox {account_id}"


async def run() -> None:
    """Keep every mailbox open until cancelled."""
    porter = Porter()
    threads = ThreadPoolExecutor(1, thread_name_prefix="mailboxes")
    work = asyncio.get_running_loop().run_in_executor(threads, porter.run)
    try:
        await asyncio.shield(work)
    finally:
        porter.over.set()
        await work
        threads.shutdown(wait=False)

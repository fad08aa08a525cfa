"""Reading one mailbox: what is new first, then a piece of the past, and once a day everything is counted."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from pult.gateways.email.errors import BoxTrouble
from pult.gateways.email.models import MailAccount
from pult.gateways.email.operations import fetching
from pult.gateways.email.types import Afterwards, Backlog, Trouble

from .box import Box, Outline

BYTES_AT_ONCE = 4_000_000
MAILS_AT_ONCE = 50
BACKLOG_AT_ONCE = 100
TRIES = 3
COUNT_EVERY = timedelta(days=1)


class Reader:
    """Reads one account through a box that is open. `tries` outlives boxes: what cuts every connection is left out."""

    def __init__(
        self, account: MailAccount, box: Box, *, is_over: Callable[[], bool], tries: dict[int, int]
    ) -> None:
        self.account, self.box, self.is_over, self.tries = account, box, is_over, tries
        fetching.begin_at(account, box.standing)
        self.backlog = self._unknown(self._past())

    def look(self) -> None:
        """Take what is new, then a piece of the past; once a day everything is counted."""
        self.take(self.box.uids_after(self.account.last_uid))
        piece, self.backlog = self.backlog[:BACKLOG_AT_ONCE], self.backlog[BACKLOG_AT_ONCE:]
        self.take(piece)
        if not self.backlog and self._is_count_due():
            self.count()
        fetching.note_look(
            self.account, waits_by_idle=self.box.standing.has_idle, backlog_left=len(self.backlog)
        )

    def take(self, uids: list[int]) -> None:
        """Fetch these mails and keep them, a few at a time."""
        for group in self._groups(self.box.outlines(uids)):
            if self.is_over():
                return
            done = [one.uid for one, raw in self._bodies(group) if self._keep(one, raw)]
            self.box.file_away(done, self.account.afterwards)

    def count(self) -> None:
        """Compare what is on the server with what is in the desk, number by number; fetch what is missing."""
        on_server = self._expected()
        missing = sorted(on_server - fetching.known_uids(self.account))
        for uid in missing:
            self.tries.pop(uid, None)
        self.take(missing)
        if self.is_over():
            return
        in_desk = on_server & fetching.known_uids(self.account)
        if self.account.afterwards == Afterwards.MOVE and in_desk:
            on_server = self._expected()  # moved mail is there no more
            in_desk &= on_server
        missing = sorted(on_server - in_desk)
        fetching.note_count(
            self.account, on_server=len(on_server), in_desk=len(in_desk), missing=len(missing)
        )

    def _expected(self) -> set[int]:
        """Everything on the server that should be in the desk."""
        baseline = self.account.baseline_uid
        return {*self.box.uids_after(baseline), *self._past()}

    def _past(self) -> list[int]:
        """What was there when the account was connected, or numbered anew, as far as it is wanted."""
        account = self.account
        if account.backlog == Backlog.NONE and not account.is_renumbered:
            return []
        since = account.archive_from
        if since is None:
            return [uid for uid in self.box.uids() if uid <= account.baseline_uid]
        around = self.box.uids_since((since - timedelta(days=1)).date())
        past = [uid for uid in around if uid <= account.baseline_uid]
        return [one.uid for one in self.box.outlines(past) if one.kept_at >= since]

    def _unknown(self, uids: Iterable[int]) -> list[int]:
        known = fetching.known_uids(self.account)
        return [uid for uid in uids if uid not in known]

    def _is_count_due(self) -> bool:
        last = self.account.counted_at
        return last is None or timezone.now() - last >= COUNT_EVERY

    def _groups(self, outlines: Iterable[Outline]) -> Iterator[list[Outline]]:
        """Small mails together, large ones alone."""
        group: list[Outline] = []
        for one in outlines:
            size = sum(other.size for other in group)
            if group and (len(group) >= MAILS_AT_ONCE or size + one.size > BYTES_AT_ONCE):
                yield group
                group = []
            group.append(one)
        if group:
            yield group

    def _bodies(self, group: list[Outline]) -> Iterator[tuple[Outline, bytes]]:
        """The mails of a group; one by one where the server stumbles over one of them."""
        wanted = [one for one in group if one.size <= settings.MAX_MAIL_BYTES]
        for one in group:
            if one.size > settings.MAX_MAIL_BYTES:
                self._hold(one)
        if any(self.tries.get(one.uid) for one in wanted):
            yield from self._one_by_one(wanted)
            return
        try:
            found = self._fetched(wanted)
        except BoxTrouble as trouble:
            if trouble.kind is not Trouble.REFUSED:
                raise
            yield from self._one_by_one(wanted)
            return
        yield from ((one, found[one.uid]) for one in wanted if one.uid in found)

    def _one_by_one(self, wanted: list[Outline]) -> Iterator[tuple[Outline, bytes]]:
        for one in wanted:
            if self.tries.get(one.uid, 0) >= TRIES:
                continue
            try:
                found = self._fetched([one])
            except BoxTrouble as trouble:
                if trouble.kind is not Trouble.REFUSED:
                    raise
                continue
            if one.uid in found:
                yield one, found[one.uid]

    def _fetched(self, wanted: list[Outline]) -> dict[int, bytes]:
        """Fetch; a try that never ends is remembered."""
        uids = [one.uid for one in wanted]
        if not uids:
            return {}
        for uid in uids:
            self.tries[uid] = self.tries.get(uid, 0) + 1
        found = self.box.bodies(uids)
        for uid in found:
            self.tries.pop(uid, None)
        return found

    def _keep(self, one: Outline, raw: bytes) -> bool:
        fetching.keep(self.account, one.uid, raw, is_archive=self._is_past(one), kept_at=one.kept_at)
        return True

    def _hold(self, one: Outline) -> None:
        head = self.box.head(one.uid)
        fetching.keep_head(self.account, one.uid, head, size=one.size, is_archive=self._is_past(one))

    def _is_past(self, one: Outline) -> bool:
        """Older than the account, or than the moment it was connected where numbers tell nothing any more."""
        account = self.account
        if one.uid > account.baseline_uid:
            return False
        return not account.is_renumbered or one.kept_at < account.connected_at

"""`pult import mbox|folder PATH --inbox ADDRESS`: old mail becomes a closed archive. It may be called again."""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from pult.gateways.email import operations
from pult.gateways.email.commands import raw_mails
from pult.gateways.email.listing import dumps
from pult.gateways.email.operations.routing import mail_inboxes
from pult.gateways.email.types import MailOutcome, Source
from pult.inboxes.models import Inbox

FROM_LINE = re.compile(rb"From \S.*\d{4}\s*$")
STUFFED = re.compile(rb">+From ")
TAKEN = (MailOutcome.OPENED, MailOutcome.APPENDED)


def import_command(arguments: list[str]) -> int:
    """Take old mail in; say what was taken and what was not. Exits with 1 when something was not."""
    options = parser().parse_args(arguments)
    wanted = options.inbox.strip().lower()
    inbox = next((each for each in mail_inboxes() if each.address == wanted), None)
    if inbox is None or not options.path.exists():
        sys.stderr.write(f"There is no {'mailbox ' + options.inbox if inbox is None else options.path}.\n")
        return 2
    mails = mails_of_mbox(options.path) if options.kind == "mbox" else raw_mails(options.path)
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        report = stack.enter_context(options.report.open("w")) if options.report else None
        for name, outcome, reason in brought_in(mails, inbox):
            counts[outcome] += 1
            if reason and report is not None:
                report.write(dumps({"file": name, "outcome": outcome, "reason": reason}) + "\n")
    sys.stdout.write(dumps(summary(counts)) + "\n")
    return 1 if counts[MailOutcome.QUARANTINED] else 0


def parser() -> argparse.ArgumentParser:
    """The options of `pult import`."""
    options = argparse.ArgumentParser(
        prog="pult import", description="Old mail becomes closed conversations with their own dates."
    )
    options.add_argument("kind", choices=["mbox", "folder"])
    options.add_argument(
        "path", type=Path, help="an mbox file; a folder with one mail in each file, or a Maildir"
    )
    options.add_argument("--inbox", metavar="ADDRESS", required=True, help="the mailbox it belongs to")
    options.add_argument(
        "--report", metavar="FILE", type=Path, help="one JSON line for each mail that was not taken"
    )
    return options


def brought_in(
    mails: Iterable[tuple[str, bytes | None]], inbox: Inbox
) -> Iterator[tuple[str, MailOutcome | str, str]]:
    """Take each mail in: its name, what became of it, and why it was not taken where it was not."""
    for name, raw in mails:
        if not raw:
            yield name, MailOutcome.QUARANTINED, "unreadable"
        elif len(raw) > settings.MAX_MAIL_BYTES:
            yield name, MailOutcome.QUARANTINED, "too_large"
        else:
            mail = operations.take_in(raw, source=Source.IMPORT, inbox=inbox, later=False, is_archive=True)
            settled = operations.settle(mail, raw=raw)
            outcome = MailOutcome.DUPLICATE if settled.is_repeat else MailOutcome(settled.mail.outcome)
            is_held = outcome == MailOutcome.QUARANTINED
            yield name, outcome, settled.mail.reason if is_held else ""


def summary(counts: Counter[str]) -> dict[str, int]:
    """How many were taken, were here before, were written by machines, were not taken."""
    return {
        "mails": counts.total(),
        "taken": sum(counts[outcome] for outcome in TAKEN),
        "known": counts[MailOutcome.DUPLICATE],
        "from_machines": counts[MailOutcome.BOUNCE] + counts[MailOutcome.AUTO_REPLY],
        "not_taken": counts[MailOutcome.QUARANTINED],
    }


def mails_of_mbox(path: Path) -> Iterator[tuple[str, bytes | None]]:
    """The mails of an mbox, one at a time. One begins at a `From ` line with a date, after an empty line."""
    with path.open("rb") as file:
        for number, raw in enumerate(pieces(file), 1):
            yield f"{path.name}#{number}", raw


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """The mails between the lines that part them; a `From ` that was hidden behind a sign is one again."""
    lines: list[bytes] = []
    has_begun, after_gap = False, True
    for line in file:
        if after_gap and FROM_LINE.match(line):
            if has_begun:
                yield whole(lines)
            has_begun, lines = True, []
        elif has_begun:
            lines.append(line[1:] if STUFFED.match(line) else line)
        after_gap = not line.strip()
    if has_begun:
        yield whole(lines)


def whole(lines: list[bytes]) -> bytes:
    """One mail, without the empty line that parts it from the next."""
    if lines and not lines[-1].strip():
        lines = lines[:-1]
    return b"".join(lines)

"""`pult receive`: raw mail from files through the real intake, one JSON line per mail."""

import argparse
import mailbox
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from pult.gateways.email import operations
from pult.gateways.email.commands import raw_mails
from pult.gateways.email.letter import Letter
from pult.gateways.email.listing import attachments, dumps
from pult.gateways.email.models import RawMail
from pult.gateways.email.operations.routing import mail_inboxes
from pult.gateways.email.types import MailOutcome, Source
from pult.inboxes.models import Inbox


def receive_command(arguments: list[str]) -> int:
    """`pult receive [--inbox ADDRESS] [--dir DIR | --mbox FILE | -]`: take mails in, say what became of each."""
    options = parser().parse_args(arguments)
    inbox = None
    if options.inbox:
        inbox = next((each for each in mail_inboxes() if each.address == options.inbox.strip().lower()), None)
        if inbox is None:
            sys.stderr.write(f"There is no mailbox {options.inbox}.\n")
            return 2
    for name, raw in source_of(options):
        sys.stdout.write(line_for(name, raw, inbox) + "\n")
        sys.stdout.flush()
    return 0


def parser() -> argparse.ArgumentParser:
    """The options of `pult receive`."""
    options = argparse.ArgumentParser(
        prog="pult receive", description="Take raw mails in; one JSON line each."
    )
    options.add_argument(
        "--inbox", metavar="ADDRESS", help="the mailbox they are for; else their own headers tell"
    )
    where = options.add_mutually_exclusive_group()
    where.add_argument("--dir", metavar="DIR", help="every file under this folder")
    where.add_argument("--mbox", metavar="FILE", help="every mail of an mbox file")
    options.add_argument(
        "source", nargs="?", default="-", choices=["-"], help="- reads one mail from standard input"
    )
    return options


def source_of(options: argparse.Namespace) -> Iterator[tuple[str, bytes | None]]:
    """Names and bytes of the mails."""
    if options.mbox:
        return mails_of_mbox(Path(options.mbox))
    return raw_mails(Path(options.dir) if options.dir else None)


def mails_of_mbox(path: Path) -> Iterator[tuple[str, bytes | None]]:
    """The mails of an mbox, named by the file and their place in it."""
    with closing(mailbox.mbox(path, create=False)) as box:
        for number, key in enumerate(box.iterkeys(), 1):
            yield f"{path.name}#{number}", box.get_bytes(key)


def line_for(name: str, raw: bytes | None, inbox: Inbox | None) -> str:
    """Take one mail in and tell what became of it."""
    if raw is None:
        return dumps({"file": name, "outcome": MailOutcome.QUARANTINED.value, "reason": "unreadable"})
    mail = operations.take_in(raw, source=Source.COMMAND, inbox=inbox, later=False)
    settled = operations.settle(mail)
    outcome = MailOutcome.DUPLICATE if settled.is_repeat else MailOutcome(settled.mail.outcome)
    return dumps({"file": name, "outcome": outcome.value, **story_of(settled.mail, settled.letter)})


def story_of(mail: RawMail, letter: Letter) -> dict[str, Any]:
    """Where the mail went and what it says."""
    story: dict[str, Any] = {
        "conversation": mail.message.conversation_id if mail.message else None,
        "message": mail.message_id,
        "from": letter.sender.address,
        "subject": letter.subject,
        "text": letter.reply.text,
        "attachments": attachments(letter),
    }
    return story | ({"reason": mail.reason} if mail.reason else {})

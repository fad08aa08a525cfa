"""`pult receive`: raw mail from files through the real intake, one JSON line per mail."""

import argparse
import mailbox
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from pult.gateways.email import operations
from pult.gateways.email.commands import bytes_of, files_under, raw_mails
from pult.gateways.email.letter import Letter
from pult.gateways.email.listing import attachments, dumps
from pult.gateways.email.models import RawMail
from pult.gateways.email.operations.routing import mail_inboxes
from pult.gateways.email.together import each_of, names_in
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
    for line in lines_of(options, inbox):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return 0


def lines_of(options: argparse.Namespace, inbox: Inbox | None) -> Iterator[str]:
    """What became of each; a folder full is taken in by all cores at once."""
    if not options.dir:
        return (line_for(name, raw, inbox) for name, raw in source_of(options))
    folder = Path(options.dir)
    return each_of(
        files_under(folder),
        names=lambda name: names_in(bytes_of(folder / name) or b""),
        work=partial(line_for_file, folder, inbox=inbox),
        processes=options.at_once,
    )


def parser() -> argparse.ArgumentParser:
    """The options of `pult receive`."""
    options = argparse.ArgumentParser(
        prog="pult receive", description="Take raw mails in; one JSON line each."
    )
    options.add_argument(
        "--inbox", metavar="ADDRESS", help="the mailbox they are for; else their own headers tell"
    )
    options.add_argument(
        "--at-once", metavar="N", type=int, default=0,
        help="with --dir: so many processes take mails in; else as many as there are cores",
    )  # fmt: skip
    where = options.add_mutually_exclusive_group()
    where.add_argument("--dir", metavar="DIR", help="every file under this folder")
    where.add_argument("--mbox", metavar="FILE", help="every mail of an mbox file")
    options.add_argument(
        "source", nargs="?", default="-", choices=["-"], help="- reads one mail from standard input"
    )
    return options


def source_of(options: argparse.Namespace) -> Iterator[tuple[str, bytes | None]]:
    """Names and bytes of the mails."""
    return mails_of_mbox(Path(options.mbox)) if options.mbox else raw_mails(None)


def mails_of_mbox(path: Path) -> Iterator[tuple[str, bytes | None]]:
    """The mails of an mbox, named by the file and their place in it."""
    with closing(mailbox.mbox(path, create=False)) as box:
        for number, key in enumerate(box.iterkeys(), 1):
            yield f"{path.name}#{number}", box.get_bytes(key)


def line_for_file(folder: Path, name: str, *, inbox: Inbox | None) -> str:
    """The same for a file."""
    return line_for(name, bytes_of(folder / name), inbox)


def line_for(name: str, raw: bytes | None, inbox: Inbox | None) -> str:
    """Take one mail in and tell what became of it."""
    if raw is None:
        return dumps({"file": name, "outcome": MailOutcome.QUARANTINED.value, "reason": "unreadable"})
    mail = operations.take_in(raw, source=Source.COMMAND, inbox=inbox, later=False)
    settled = operations.settle(mail, raw=raw)
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

"""`pult import zendesk|freescout|osticket|zammad|csv …`: the past of another desk, from files or over the network."""

import argparse
import csv
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pult.conversations.types import Priority, Status
from pult.foundation.actors import SYSTEM
from pult.inboxes.models import Inbox

from . import operations
from .models import Run
from .types import FROM_FILES, OVER_NETWORK, RunState, SourceKind, Way


def import_command(arguments: list[str]) -> int:
    """Bring conversations in, or rehearse it. Exits with 1 when it broke off or something was left out."""
    options = parser().parse_args(arguments)
    inbox = Inbox.objects.active().for_service().filter(address=options.inbox.strip().lower()).first()
    complaint = _complaint(options, inbox)
    if complaint or inbox is None:
        sys.stderr.write(f"{complaint}\n")
        return 2
    way = Way(options.address, options.user, _token(options)) if options.address else None
    run = operations.begin(
        SourceKind(options.kind),
        inbox=inbox,
        by=SYSTEM,
        account=options.account or (urlsplit(options.address).hostname or "" if options.address else ""),
        is_rehearsal=options.dry_run,
        terms=_terms(options),
        way=way,
    )
    began = time.monotonic()
    run = operations.go(run, paths=options.paths, files=options.files, tell=_tell)
    sys.stderr.write("\n")
    if options.report:
        write_report(run, options.report)
    sys.stdout.write(json.dumps(summary(run, time.monotonic() - began)) + "\n")
    if run.trouble:
        sys.stderr.write(f"{run.trouble}\n")
    return 0 if run.state == RunState.OVER and not run.counts.get("left_out") else 1


def parser() -> argparse.ArgumentParser:
    """The options of `pult import` for other desks."""
    options = argparse.ArgumentParser(
        prog="pult import",
        description="Conversations of another desk come in with their own dates; nobody is told.",
    )
    options.add_argument("kind", choices=SourceKind.values)
    options.add_argument("paths", nargs="*", type=Path, help="the files of the export")
    options.add_argument("--inbox", metavar="ADDRESS", required=True, help="the inbox that they come into")
    options.add_argument("--from", dest="address", default="", help="the other desk itself, https://…")
    options.add_argument("--user", default="", help="whose token it is, where the desk asks for it")
    options.add_argument(
        "--token-file", type=Path, help="a file with the token; absent: asked on standard input"
    )
    options.add_argument(
        "--account", default="", help="a name for the other desk; things come in once for each name"
    )
    options.add_argument("--dry-run", action="store_true", help="only count, and say what would be left out")
    options.add_argument("--closed", action="store_true", help="close everything, whatever its status was")
    options.add_argument("--files", type=Path, help="the folder in which the other desk keeps attachments")
    options.add_argument("--without-files", action="store_true", help="leave attachments out")
    options.add_argument("--status", action="append", default=[], metavar="THEIRS=OURS")
    options.add_argument("--priority", action="append", default=[], metavar="THEIRS=OURS")
    options.add_argument("--report", metavar="FILE", type=Path, help="write what was left out, and why (CSV)")
    return options


def summary(run: Run, seconds: float) -> dict[str, Any]:
    """What came in, and how fast."""
    done = run.counts.get("conversations", 0) + run.counts.get("known", 0)
    names = ("companies", "people", "agents", "conversations", "known", "messages", "files", "left_out")
    told = {name: run.counts.get(name, 0) for name in names}
    return {"state": run.state, **told, "per_second": round(done / seconds, 1) if seconds else 0}


def write_report(run: Run, path: Path) -> None:
    """What was left out, as a table."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["thing", "key", "reason", "sentence", "detail"])
        for one in run.left_out.order_by("id").iterator():
            table.writerow([one.thing, one.key, one.reason, one.get_reason_display(), one.detail])


def _complaint(options: argparse.Namespace, inbox: Inbox | None) -> str:
    if inbox is None:
        return f"There is no inbox {options.inbox} for customers."
    if bool(options.paths) == bool(options.address):
        return "Name the files of the export, or the other desk with --from; not both."
    if options.kind not in (OVER_NETWORK if options.address else FROM_FILES):
        return (
            f"{SourceKind(options.kind).label} is read {'from files' if options.address else 'with --from'}."
        )
    missing = [str(path) for path in options.paths if not path.is_file()]
    wrong = _wrong(options.status, Status.values) + _wrong(options.priority, Priority.values)
    if missing:
        return f"There is no file {missing[0]}."
    return f"{wrong[0]} is not THEIRS=OURS with a word that is known here." if wrong else ""


def _wrong(pairs: list[str], known: list[str]) -> list[str]:
    return [pair for pair in pairs if pair.rpartition("=")[2] not in known or not pair.rpartition("=")[0]]


def _terms(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "statuses": {theirs: ours for theirs, _, ours in (pair.rpartition("=") for pair in options.status)},
        "priorities": {
            theirs: ours for theirs, _, ours in (pair.rpartition("=") for pair in options.priority)
        },
        "everything_closed": options.closed,
        "with_files": not options.without_files,
    }


def _token(options: argparse.Namespace) -> str:
    if options.token_file:
        return str(options.token_file.read_text().strip())
    return sys.stdin.readline().strip()


def _tell(counts: Mapping[str, int]) -> None:
    told = ", ".join(f"{name.replace('_', ' ')}: {count}" for name, count in counts.items())
    sys.stderr.write(f"\r{told}\x1b[K")
    sys.stderr.flush()

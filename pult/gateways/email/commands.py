"""What the command line does with mail."""

import argparse
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from pult.gateways.email.letter import Letter
from pult.gateways.email.listing import line_of
from pult.gateways.email.reading import read_letter


def parse_command(arguments: list[str]) -> int:
    """`pult parse [--dir DIR | -]`: one JSON line per mail, without a database."""
    options = parser().parse_args(arguments)
    for name, raw in raw_mails(Path(options.dir) if options.dir else None):
        letter = Letter(defects=("Unreadable",)) if raw is None else read_letter(raw)
        sys.stdout.write(line_of(letter, file=name) + "\n")
    sys.stdout.flush()
    return 0


def receive_command(arguments: list[str]) -> int:
    """`pult receive`: the real intake. Only this one needs Django and the database."""
    return int(import_module("pult.gateways.email.receiving").receive_command(arguments))


def import_command(arguments: list[str]) -> int:
    """`pult import`: old mail into the archive. Needs Django and the database, too."""
    return int(import_module("pult.gateways.email.importing").import_command(arguments))


def parser() -> argparse.ArgumentParser:
    """The options of `pult parse`."""
    options = argparse.ArgumentParser(
        prog="pult parse", description="Read raw mails and print what they say, one JSON line each."
    )
    options.add_argument("--dir", metavar="DIR", help="every file under this folder")
    options.add_argument(
        "source", nargs="?", default="-", choices=["-"], help="- reads one mail from standard input"
    )
    return options


def raw_mails(folder: Path | None) -> Iterator[tuple[str, bytes | None]]:
    """Names and bytes, in a steady order; no bytes for a file that cannot be read."""
    if folder is None:
        yield "-", sys.stdin.buffer.read()
        return
    for name in files_under(folder):
        yield name, bytes_of(folder / name)


def files_under(folder: Path) -> Iterator[str]:
    """Their names from there, in a steady order."""
    for place, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            yield (Path(place) / file).relative_to(folder).as_posix()


def bytes_of(path: Path) -> bytes | None:
    """The content of a file; a socket, a pipe or a forbidden file has none."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None

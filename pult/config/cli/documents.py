"""`pult documents import` and `pult documents export`: what is known, as files."""

import argparse
import re
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pult.config.cli.migrate import is_prepared, migrate
from pult.config.cli.setting_up import database, django_up, environment
from pult.config.cli.words import Complaint, say


def documents(arguments: list[str]) -> int:
    """`import PATH` brings in a folder, a zip archive or one file; `export FILE` writes an archive."""
    options = _parser().parse_args(arguments)
    env = environment()
    with database(env):
        django_up()
        if env.database_url is None and not is_prepared(env):
            migrate(env)
        return _import(options) if options.verb == "import" else _export(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pult documents", description="Articles and handbook pages as files."
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    come = verbs.add_parser(
        "import", description="Bring in a folder, a zip archive, a Markdown or an HTML file."
    )
    come.add_argument("path", type=Path)
    come.add_argument(
        "--collection",
        default="",
        help="the name under which it comes in again; absent: the file's name",
    )
    come.add_argument(
        "--language", default="en", choices=["en", "hr", "sr-latn", "sr"], help="where a file does not say it"
    )
    come.add_argument("--kind", default="article", help="where a file does not say it")
    come.add_argument("--audience", default="public", help="where a file does not say it")
    come.add_argument("--draft", action="store_true", help="publish nothing")
    come.add_argument("--dry-run", action="store_true", help="only say what would become of every document")
    go = verbs.add_parser("export", description="Write every document into a zip archive that import takes.")
    go.add_argument("file", type=Path)
    go.add_argument("--kind", default="", help="only documents of this kind")
    return parser


def _import(options: argparse.Namespace) -> int:
    from pult.foundation.actors import SYSTEM
    from pult.foundation.errors import DomainError
    from pult.knowledge import operations
    from pult.knowledge.types.carrying import Fate, Terms

    terms = Terms(
        collection=options.collection or re.sub(r"\.\w+$", "", options.path.resolve().name)[:80],
        language=options.language,
        kind=options.kind,
        audience=options.audience,
        publishes=not options.draft,
    )
    with ExitStack() as opened:
        try:
            bundle = _bundle(options.path, opened)
            lines = (
                operations.foresee(bundle, terms)
                if options.dry_run
                else operations.bring_in(bundle, terms, by=SYSTEM, tell=_tell)
            )
        except DomainError as refusal:
            raise Complaint(str(refusal)) from refusal
    for line in lines:
        print(f"{line.fate:8} {','.join(line.languages):16} {line.path}  {' '.join(line.notes)}".rstrip())
    counts = {fate: sum(line.fate == fate for line in lines) for fate in Fate}
    say(", ".join(f"{fate}: {count}" for fate, count in counts.items()))
    return 0


def _export(options: argparse.Namespace) -> int:
    from pult.knowledge import operations
    from pult.knowledge.models import Document

    rows = Document.objects.in_use()
    if options.kind:
        rows = rows.filter(kind=options.kind)
    folder = options.file.resolve().parent
    if not folder.is_dir():
        raise Complaint(f"There is no folder {folder}.")
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as unfinished:
        count = operations.take_out_all(unfinished, rows)
    Path(unfinished.name).replace(options.file)
    say(f"{count} documents are in {options.file}.")
    return 0


def _bundle(path: Path, opened: ExitStack) -> Any:
    from pult.knowledge import operations

    if path.is_dir():
        return operations.bundle_of_folder(path)
    if not path.is_file():
        raise Complaint(f"There is no file or folder {path}.")
    if path.suffix.lower() == ".zip":
        return operations.bundle_of_archive(opened.enter_context(path.open("rb")))
    return operations.bundle_of_file(path.name, path.read_bytes())


def _tell(_line: object, done: int, whole: int) -> None:
    if done % 100 == 0 or done == whole:
        say(f"{done} of {whole}")

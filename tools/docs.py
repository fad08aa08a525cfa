"""Keeps the tables of the documents equal to the code they describe.

A document that holds `<!-- events -->` … `<!-- /events -->` gets the table of facts between the two; see TABLES for the
names. `python -m tools.docs` writes, `python -m tools.docs --check` only says which tables are out of date.
"""

import argparse
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
Row = Iterable[object]


def events() -> str:
    """Every fact: what it says, and who hears of it."""
    from pult.config.cli.events import as_markdown

    return as_markdown()


def rights() -> str:
    """Every right: what it lets a person do, and which built-in roles begin with it."""
    from pult.foundation.rights import BuiltIn, declared

    roles = [role for role in BuiltIn if role != BuiltIn.ADMINISTRATOR]
    return table(
        ("right", "lets a person", *roles),
        (
            (code(right.key), right.label, *("✓" if role in right.granted_to else "" for role in roles))
            for right in declared()
        ),
    )


def figures() -> str:
    """Every figure: its name, its definition, and the version of that definition."""
    from pult.metrics.types import declared

    return table(
        ("figure", "key", "definition", "version"),
        ((metric.label, code(metric.key), metric.definition, metric.version) for metric in declared()),
    )


def settings() -> str:
    """What an operator may set."""
    from pult.foundation.env import Env

    return table(
        ("variable", "unless set", "what it does"),
        (
            (code(name.upper()), default_of(field.default), field.description)
            for name, field in Env.model_fields.items()
        ),
    )


def commands() -> str:
    """The verbs of the command line."""
    from pult.config.cli import COMMANDS

    return table(
        ("command", "what it does"), ((code(f"pult {verb}"), says) for verb, (_, _, says) in COMMANDS.items())
    )


def addresses() -> str:
    """The addresses of the API."""
    from pult.api.urls import api

    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    return table(
        ("call", "what it does"),
        (
            (code(f"{method.upper()} {path}"), operation["summary"])
            for path, operations in paths.items()
            for method, operation in operations.items()
        ),
    )


TABLES: dict[str, Callable[[], str]] = {
    "events": events,
    "rights": rights,
    "figures": figures,
    "settings": settings,
    "commands": commands,
    "addresses": addresses,
}
BLOCK = re.compile(rf"(<!-- ({'|'.join(TABLES)}) -->\n).*?(<!-- /\2 -->)", re.DOTALL)


def table(heads: Row, rows: Iterable[Row]) -> str:
    """A table as Markdown writes it."""
    lines = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in (heads, *rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def code(text: str) -> str:
    """Text as code."""
    return f"`{text}`"


def default_of(value: object) -> str:
    """A default in words."""
    if value is None or value == "":
        return ""
    return code(str(value).lower() if isinstance(value, bool) else str(value))


def renewed(text: str) -> str:
    """The document with its tables as the code says they are."""
    return BLOCK.sub(lambda block: f"{block[1]}{TABLES[block[2]]()}\n{block[3]}", text)


def out_of_date() -> list[Path]:
    """The documents whose tables differ from the code. Django must be up, and speak English."""
    from django.utils import translation

    with translation.override("en"):
        return [path for path in DOCUMENTS if renewed(path.read_text()) != path.read_text()]


def write() -> None:
    """Bring every table up to date. Django must be up."""
    from django.utils import translation

    with translation.override("en"):
        for path in DOCUMENTS:
            path.write_text(renewed(path.read_text()))


def main() -> int:
    """Do what was asked."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--check", action="store_true", help="only say what is out of date")
    asked = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pult.config.settings")
    import django

    django.setup()
    if not asked.check:
        write()
        return 0
    late = out_of_date()
    for path in late:
        print(f"{path.relative_to(ROOT)}: out of date; run `python -m tools.docs`")
    return int(bool(late))


if __name__ == "__main__":
    raise SystemExit(main())

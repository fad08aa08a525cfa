"""Guards of habits: nothing swallowed, nothing printed, nothing hidden in signals or in `save`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(
    path for folder in ("pult", "tests", "tools", "bench") for path in (ROOT / folder).rglob("*.py")
)
SOURCES = [
    path
    for path in CODE
    if path.is_relative_to(ROOT / "pult") and not {"migrations", "tests"} & set(path.parts)
]
BARE = re.compile(r"#\s*(?:type:\s*ignore(?!\[)|noqa(?!:))")
OUTLIVES_ERRORS = {
    "pult/foundation/services.py",  # keeps a worker's doors open, whatever happens behind them
    "pult/foundation/events/waiting.py",  # undoes what a failed subscriber began, and gives each a job of its own
    "pult/config/cli/supervisor.py",  # a child must end itself, never return into its parent's code
}
BROAD = {"Exception", "BaseException"}
SIGNALS = {"django.db.models.signals", "django.dispatch"}


def name_of(path: Path) -> str:
    """The path as people say it."""
    return path.relative_to(ROOT).as_posix()


def found(kind: type[Node]) -> Iterator[tuple[Path, Node]]:
    """Every node of this kind in the sources, with its file."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, kind):
                yield path, node


def test_what_is_ignored_is_named():
    offences = [
        f"{name_of(path)}:{number}"
        for path in CODE
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if BARE.search(line) and path != Path(__file__)
    ]
    assert offences == []


def test_errors_are_caught_by_name():
    offences = [
        f"{name_of(path)}:{node.lineno}"
        for path, node in found(ast.ExceptHandler)
        if name_of(path) not in OUTLIVES_ERRORS
        and ast.unparse(node.body[-1]) != "raise"  # tidied up and passed on
        and BROAD & set(re.findall(r"\w+", ast.unparse(node.type) if node.type else "Exception"))
    ]
    assert offences == []


def test_only_the_command_line_prints():
    offences = [
        f"{name_of(path)}:{node.lineno}"
        for path, node in found(ast.Call)
        if "cli" not in path.parts and ast.unparse(node.func) == "print"
    ]
    assert offences == []


def test_facts_are_published_never_hidden_in_signals():
    offences = [
        f"{name_of(path)}:{node.lineno}" for path, node in found(ast.ImportFrom) if node.module in SIGNALS
    ]
    assert offences == []


def test_nothing_happens_behind_a_save():
    offences = [
        f"{name_of(path)}: {node.name}.{one.name}"
        for path, node in found(ast.ClassDef)
        if path.stem == "models" or "models" in path.parts
        for one in node.body
        if isinstance(one, ast.FunctionDef) and one.name in {"save", "delete"}
    ]
    assert offences == []


def test_locked_rows_can_still_be_referred_to():
    # A foreign key looks at its row when the transaction commits; a lock that it must wait for can close a circle.
    offences = [
        f"{name_of(path)}:{node.lineno}"
        for path, node in found(ast.Call)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr == "select_for_update"
        and not any(word.arg == "no_key" for word in node.keywords)
    ]
    assert offences == []

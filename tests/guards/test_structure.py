"""Guards of the structure: contexts meet at the front door, sizes stay small, migrations stay in line."""

import ast
import re
import tomllib
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = {"types", "models", "events", "operations", "queries", "errors", "http", "statistics"}
# Each module of flows is a story, and its name is the door.
SHARED = {"foundation", "ui", "config", "flows"}
SOURCES = [
    path
    for path in sorted((ROOT / "pult").rglob("*.py"))
    if "migrations" not in path.parts and "tests" not in path.parts
]
TEMPLATES = sorted((ROOT / "pult").rglob("templates/**/*.html"))
WRITERS = {"operations", "models", "migrations", "tests"}
WRITES = re.compile(
    r"\.objects\.(?:[a-z_]+\([^()]*\)\.)*(create|bulk_create|update|update_or_create|get_or_create|delete)\("
)


def split(module: str) -> tuple[str, str]:
    """pult.sla.models -> ("sla", "models"); pult.gateways.email.jobs -> ("gateways.email", "jobs")."""
    parts = module.split(".")[1:]
    depth = 2 if parts[:1] == ["gateways"] else 1
    return ".".join(parts[:depth]), ".".join(parts[depth : depth + 1])


def test_contexts_meet_only_at_the_front_door():
    graph = grimp.build_graph("pult")
    offences = [
        f"{importer} reaches into {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        for (here, _), (there, door) in [(split(importer), split(imported))]
        if here not in {there, "config"}
        and there not in SHARED
        and door not in PUBLIC | {""}
        and ".tests" not in importer
    ]
    assert sorted(offences) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_functions_and_classes_stay_small(path: Path):
    source = path.read_text()
    assert source.count("\n") <= 400, "split the file by noun"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = 15 if path.name == "views.py" or "views" in path.parts else 40
            length = (
                (node.end_lineno or 0) - node.body[0].lineno + 1
                if limit == 15
                else (node.end_lineno or 0) - node.lineno
            )
            assert length <= limit, f"{node.name} is too long"
        if isinstance(node, ast.ClassDef):
            public = [
                one for one in node.body if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
            ]
            assert len(public) <= 20, f"{node.name} has too many public methods"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_stay_small_and_carry_no_script_or_style(path: Path):
    source = path.read_text()
    assert source.count("\n") <= 150
    assert not re.search(
        r"<style|\sstyle=|<script(?![^>]*\b(src|type=\"application/json\")\b)|\son[a-z]+=", source
    )
    assert not re.search(r"(?:src|href)=[\"']https?://", source)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_views_fetch_only_what_the_actor_may_see(path: Path):
    if path.name == "views.py" or "views" in path.parts:
        assert not re.search(r"\.objects\.(get|all|filter)\(", path.read_text()), "use visible_to(actor)"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_verbs_write(path: Path):
    if WRITERS.isdisjoint(path.parts) and path.stem not in WRITERS and "foundation" not in path.parts:
        assert not WRITES.search(path.read_text()), "write in operations"


def test_migrations_are_linear_and_named():
    for folder in (ROOT / "pult").rglob("migrations"):
        names = sorted(path.stem for path in folder.glob("[0-9]*.py"))
        assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1)), folder
        assert not [name for name in names if "auto" in name], "name it after what it does"


def test_the_map_in_the_docs_is_the_map_in_the_code():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    enforced = next(contract["layers"] for contract in contracts if contract["id"] == "layers")
    drawn = re.search(
        r"<!-- layers -->\n```text\n(.*?)\n```\n<!-- /layers -->",
        (ROOT / "ARCHITECTURE.md").read_text(),
        re.DOTALL,
    )
    assert drawn is not None
    assert [line.strip() for line in drawn.group(1).splitlines()] == enforced


STANDS_IN = re.compile(r"stand_in\(|replace\([a-z]+, id=slots")
SAYS_FOR_WHOM = re.compile(r"\bscope\(|\.unrestricted\b")


def test_a_kept_question_that_a_reader_stands_in_for_is_kept_for_readers_of_that_kind():
    """Or what was built for somebody from whom nothing is kept would be asked for others, too."""
    offences = [
        f"{path.relative_to(ROOT)}: {function.name}"
        for path in SOURCES
        for function in ast.parse(path.read_text()).body
        if isinstance(function, ast.FunctionDef) and not function.name.endswith("stand_in")
        for text in [ast.unparse(function)]
        if STANDS_IN.search(text) and not SAYS_FOR_WHOM.search(text)
    ]
    assert offences == []

"""Guards of the documents: tables equal the code, links lead somewhere, commands exist, dependencies are explained."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pult.config.cli import COMMANDS
from tools import docs

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {"DJANGO_SETTINGS_MODULE": "pult.config.settings"}
NAMES = [path.relative_to(ROOT).as_posix() for path in docs.DOCUMENTS]
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
# Folders of one person's machine, and hosts that serve packages: a clone of Pult must know neither.
PLACES = re.compile(
    r"/(?:work|root|tmp|home/\w+|Users/\w+)/(?:wt|main|shared|try|boot)\b|shared/design"
    r"|registry\.(?:npm|yarn)|(?:pypi|pythonhosted)\.(?:org|io)|npm" + r"js\.(?:org|com)"
)


def text_of(name: str) -> str:
    """A document."""
    return (ROOT / name).read_text()


def test_tables_are_what_the_code_says(tmp_path):
    """Asked in a process of its own, where no other test has declared facts or figures."""
    asked = subprocess.run(
        [sys.executable, "-m", "tools.docs", "--check"],
        cwd=ROOT, env=os.environ | SETTINGS | {"PULT_DATA": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert asked.returncode == 0, asked.stdout + asked.stderr


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name):
    for target in LINK.findall(FENCE.sub("", text_of(name))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = ((ROOT / name).parent / path).resolve() if path else ROOT / name
        assert found.exists(), f"{target} is not there"
        if anchor:
            assert anchor in anchors_of(found), f"{target}: there is no such heading"


def test_every_document_is_listed():
    listed = set(LINK.findall(text_of("docs/README.md")))
    written = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert written - listed == set(), "add a line to docs/README.md"


def anchors_of(path: Path) -> set[str]:
    """The names by which headings can be linked to."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", path.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", NAMES)
def test_commands_that_are_named_exist(name):
    text = text_of(name)
    spoken = "\n".join([*CODE.findall(text), *(block.replace("$ ", "") for block in FENCE.findall(text))])
    verbs = set(re.findall(r"(?:^|[\s/])pult ([a-z]+)\b", spoken, re.MULTILINE))
    assert verbs <= COMMANDS.keys(), f"pult {verbs - COMMANDS.keys()}"
    goals = set(re.findall(r"(?:^|\s)make ([a-z]+)\b", spoken, re.MULTILINE))
    made = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    assert goals <= made, f"make {goals - made}"


@pytest.mark.parametrize("name", NAMES)
def test_files_that_are_named_exist(name):
    """What looks like a path of this tree in code marks is a file, a folder or a pattern of them."""
    for words in CODE.findall(FENCE.sub("", text_of(name))):
        if re.fullmatch(r"(?:pult|tests|tools|docs|frontend)/[\w./*-]+", words):
            built = words.startswith(("frontend/node_modules", "pult/ui/static/ui/dist"))
            assert built or list(ROOT.glob(words.rstrip("/"))), f"{words} is not there"


def test_the_tree_names_no_machine_and_no_package_server():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if not listed:
        pytest.skip("not a clone: there is no list of files")
    offences = []
    for name in listed.splitlines():
        path = ROOT / name
        if path == Path(__file__) or not path.is_file() or b"\0" in path.read_bytes()[:4096]:
            continue
        offences += [f"{name}: {found[0]}" for found in PLACES.finditer(path.read_text(errors="replace"))]
    assert offences == []


def dependencies() -> set[str]:
    """What Pult needs to run and to be worked on, by name."""
    project = tomllib.loads(text_of("pyproject.toml"))
    extras = [line for lines in project["project"]["optional-dependencies"].values() for line in lines]
    python = [*project["project"]["dependencies"], *extras, *project["dependency-groups"]["dev"]]
    package = json.loads(text_of("frontend/package.json"))
    return {re.split(r"[\[<>=~;\s]", line)[0] for line in python} | {
        *package["dependencies"],
        *package["devDependencies"],
    }


def test_every_dependency_is_explained_and_none_that_is_gone():
    explained = set(re.findall(r"^\| `([^`]+)` \|", text_of("docs/dependencies.md"), re.MULTILINE))
    assert explained == dependencies()

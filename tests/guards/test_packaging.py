"""What is built but not kept in the repository must still be in the wheel."""

import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
USELESS = ("__pycache__", ".DS_Store")


def built_files() -> list[str]:
    """Files of the package that git passes over."""
    command = ["git", "ls-files", "--others", "--ignored", "--exclude-standard", "pult"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode != 0:
        pytest.skip("This is not a clone, so git cannot say what is built.")
    return [name for name in found.stdout.splitlines() if not any(useless in name for useless in USELESS)]


def test_whatever_is_built_goes_into_the_wheel():
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["artifacts"]
    names = built_files()
    assert [name for name in names if not any(fnmatch(name, pattern) for pattern in patterns)] == []


def test_the_front_end_and_the_languages_are_built():
    names = built_files()
    assert "pult/ui/static/ui/dist/app.js" in names
    assert {name.split("/")[-3] for name in names if name.endswith(".mo")} >= {"hr", "sr", "sr_Latn"}

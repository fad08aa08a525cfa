"""The analyser's data can be made again, byte for byte."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pult.foundation.text import analyser

pytest.importorskip("simplemma", reason="the word lists are needed only to build the data")
pytest.importorskip("wordfreq", reason="the word frequencies are needed only to build the data")


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.suffix in {".json", ".marisa"}
    }


@pytest.mark.slow
def test_another_build_gives_the_shipped_bytes(tmp_path):
    root = Path(__file__).parents[4]
    if not (root / "tools" / "build_lexicon.py").exists():
        pytest.skip("the build tools are in the repository, not in the installed package")
    for tool in ("build_lexicon", "build_letters"):
        subprocess.run(
            [sys.executable, "-m", f"tools.{tool}", str(tmp_path)],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": "4711"},  # the order of sets must not matter
            check=True,
            capture_output=True,
        )
    shipped = digests(analyser.DATA)
    # The word list of spelling needs dictionaries of the operating system, which differ from one release to the next.
    del shipped["spelling.marisa"]
    assert digests(tmp_path) == shipped

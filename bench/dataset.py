"""The data set: 100,000 conversations of five messages, the same for every desk that is compared."""

import shutil
import subprocess
import sys
from pathlib import Path

RECIPE = "bench_data.py"
DICTIONARIES = [Path("/usr/share/hunspell/hr_HR.dic"), Path("/usr/share/dict/american-english-large")]


def find(data: Path, reference: Path, given: str | None) -> Path:
    """The data set as SQLite: given, made before, or made now from the recipe of the reference folder."""
    if given:
        return Path(given)
    made = data / "ds.sqlite"
    if made.exists():
        return made
    recipe = reference / RECIPE
    if not recipe.exists():
        sys.exit(f"The data set's recipe is not at {recipe}. Give a data set with --data FILE.")
    if missing := [str(path) for path in DICTIONARIES if not path.exists()]:
        sys.exit(f"Missing {', '.join(missing)}: apt-get install hunspell-hr hunspell-sr wamerican-large")
    print("· Making the data set (once, about a minute)")
    data.mkdir(parents=True, exist_ok=True)
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    subprocess.run(
        [uv, "run", "-q", "--no-project", "--with", "numpy", "python", str(recipe), str(data)], check=True
    )
    return made

"""The data set: 100,000 conversations of five messages, the same for every desk that is compared."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

RECIPE = "bench_data.py"
CONVERSATIONS, MESSAGES, CUSTOMERS = 100_000, 500_000, 20_000
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


def sized(data: Path, conversations: int) -> Path:
    """The data set with that many conversations: as it is, or so often beside itself, each time with own customers.

    Whatever was said is said in every copy, at the same time: whoever finds twelve messages in one finds 120 in ten.
    """
    if conversations <= CONVERSATIONS:
        return data
    grown = data.with_name(f"{data.stem}-{conversations}{data.suffix}")
    if not grown.exists():
        print(f"· Growing the data set to {conversations:,} conversations")
        unfinished = grown.with_suffix(".part")
        shutil.copyfile(data, unfinished)
        with sqlite3.connect(unfinished) as target:
            for copy in range(1, -(-conversations // CONVERSATIONS)):
                _beside(target, copy)
        target.close()
        unfinished.rename(grown)
    return grown


def _beside(target: sqlite3.Connection, copy: int) -> None:
    """Another copy of the first conversations; their numbers follow those that stand."""
    moved = {
        "customer": {"id": f"id + {copy * CUSTOMERS}", "email": f"'{copy}.' || email"},
        "ticket": {"id": f"id + {copy * CONVERSATIONS}", "customer": f"customer + {copy * CUSTOMERS}"},
        "message": {
            "id": f"id + {copy * MESSAGES}",
            "ticket": f"ticket + {copy * CONVERSATIONS}",
            "author": f"CASE kind WHEN 0 THEN author + {copy * CUSTOMERS} ELSE author END",
        },
    }
    for table, changed in moved.items():
        columns = [row[1] for row in target.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(changed.get(column, column) for column in columns)
        most = {"customer": CUSTOMERS, "ticket": CONVERSATIONS, "message": MESSAGES}[table]
        target.execute(f"INSERT INTO {table} SELECT {values} FROM {table} WHERE id <= {most}")

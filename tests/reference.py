"""Reference values from outside, where they are at hand: beside the checkout, or where PULT_REFERENCE says."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(os.environ.get("PULT_REFERENCE", Path(__file__).parents[2] / "shared" / "reference"))
_FILE = FOLDER / "values.json"
VALUES: dict[str, Any] = json.loads(_FILE.read_text()) if _FILE.exists() else {"entries": [], "schedules": {}}


def needs(name: str) -> pytest.MarkDecorator:
    """Excuses a test where this file is missing, as it is on other people's machines."""
    return pytest.mark.skipif(
        not FOLDER.joinpath(name).exists(), reason=f"the reference {name} is not at hand"
    )


# Only a missing file is excused: a file without the values that a test asks for makes it fail.
needs_reference = needs(_FILE.name)


def entries(*topics: str, names: set[str] | None = None) -> dict[str, dict[str, Any]]:
    """The values of these topics, and of these names where some are given, by id."""
    found = {
        entry["id"]: entry
        for entry in VALUES["entries"]
        if entry["topic"] in topics and (names is None or entry["name"] in names)
    }
    assert found or not VALUES["entries"], f"There are no reference values about {', '.join(topics)}."
    return found

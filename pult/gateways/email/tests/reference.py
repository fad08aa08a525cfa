"""Where the reference collections of other people's mail lie, if they are here at all."""

import re
from pathlib import Path

import pytest

from tests.reference import FOLDER, needs

REFERENCE = FOLDER / "mail"
LETTERS = Path(__file__).parent / "letters"

needs_reference = needs("mail")


def squeezed(text: str | None) -> str:
    """Text in which white space does not count."""
    return re.sub(r"\s+", " ", text or "").strip()


def letter(name: str) -> bytes:
    return (LETTERS / f"{name}.eml").read_bytes()


def tell(capsys: pytest.CaptureFixture[str], what: str, good: int, total: int) -> None:
    """Print a pass rate where the reader of the test run sees it."""
    with capsys.disabled():
        print(f"\n    {what}: {good}/{total} = {good / total:.1%}", end="")

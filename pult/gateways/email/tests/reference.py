"""Where the reference collections of other people's mail lie, if they are here at all."""

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
REFERENCE = Path(os.environ.get("PULT_REFERENCE") or ROOT.parent / "shared" / "reference") / "mail"
LETTERS = Path(__file__).parent / "letters"

needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference mail is not here (set PULT_REFERENCE to its folder)"
)


def squeezed(text: str | None) -> str:
    """Text in which white space does not count."""
    return re.sub(r"\s+", " ", text or "").strip()


def letter(name: str) -> bytes:
    return (LETTERS / f"{name}.eml").read_bytes()


def tell(capsys: pytest.CaptureFixture[str], what: str, good: int, total: int) -> None:
    """Print a pass rate where the reader of the test run sees it."""
    with capsys.disabled():
        print(f"\n    {what}: {good}/{total} = {good / total:.1%}", end="")

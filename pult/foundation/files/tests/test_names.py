"""Names from outside are nothing but names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.files.names import LONGEST, safe_name


@pytest.mark.parametrize(
    ("given_", "safe"),
    [
        ("račun.pdf", "račun.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\windows\\win.ini", "C__windows_win.ini"),
        ("..", "file"),
        ("", "file"),
        ("nul.txt", "_nul.txt"),
        ("photo\u202egpj.exe", "photo_gpj.exe"),
        (".htaccess", "htaccess"),
        ("a\x00b\n.txt", "a_b_.txt"),
    ],
)
def test_what_becomes_of_a_name(given_, safe):
    assert safe_name(given_) == safe


@given(st.text(max_size=400))
def test_no_name_leads_anywhere(name):
    safe = safe_name(name)
    assert safe
    assert safe not in {".", ".."}
    assert not set(safe) & set('/\\:\x00\n\r"<>|*?')
    assert not safe.startswith((".", " "))
    assert not safe.endswith((".", " "))
    assert len(safe.encode()) <= LONGEST + 1
    assert safe_name(safe) == safe

"""Only our own pages open a live socket."""

import pytest
from pytest_django import Settings

from pult.foundation.live.guard import is_own_page


@pytest.mark.parametrize(
    ("origin", "welcome"),
    [
        (b"http://desk.example:8000", True),
        (b"https://public.example", True),
        (b"https://evil.example", False),
        (b"http://desk.example", False),
        (b"null", False),
        (None, True),
    ],
)
def test_a_page_of_another_site_is_not_let_in(settings: Settings, origin: bytes | None, welcome: bool):
    settings.APP_URL = "https://public.example"
    headers = [(b"host", b"desk.example:8000")] + ([(b"origin", origin)] if origin else [])
    assert is_own_page({"headers": headers}) is welcome

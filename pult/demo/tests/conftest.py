"""The demo's own shop may be asked, as `PULT_DEMO` lets it be."""

from collections.abc import Iterator

import pytest
from django.test import override_settings


@pytest.fixture(scope="package", autouse=True)
def _own_shop_may_be_asked() -> Iterator[None]:
    with override_settings(OUTGOING_HOSTS=["localhost"]):
        yield

import pytest

from tests.cast import Kettle

from .shop import Shop, open_shop


@pytest.fixture
def shop(kettle: Kettle) -> Shop:
    """The shop's pages, with a chat on them."""
    return open_shop(kettle)

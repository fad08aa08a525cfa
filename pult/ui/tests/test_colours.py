import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pult.ui.colours import contrast, shades_of

WHITE = (1.0, 1.0, 1.0)


def rgb(text: str) -> tuple[float, float, float]:
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def test_contrast_agrees_with_the_standard():
    assert contrast(WHITE, (0.0, 0.0, 0.0)) == pytest.approx(21)
    assert contrast(rgb("#767676"), WHITE) == pytest.approx(4.54, abs=0.01)


@given(st.integers(0, 0xFFFFFF))
def test_whatever_colour_a_brand_has_its_pages_can_be_read(number: int):
    shades = shades_of(f"#{number:06x}")
    assert shades is not None
    assert contrast(rgb(shades.ink), WHITE) >= 4.5
    assert contrast(rgb(shades.fill), rgb(shades.on_fill)) >= 4.5
    assert contrast(rgb(shades.fill_pressed), rgb(shades.on_fill)) >= 4.5


@pytest.mark.parametrize("text", ["", "red", "#12345", "#1234567", "#12345g", "url(x)"])
def test_what_is_no_colour_is_refused(text: str):
    assert shades_of(text) is None


def test_a_brand_s_stylesheet_carries_its_colour_and_nothing_else(client: Client):
    answer = client.get("/brand/ffcc00.css")
    assert answer["Content-Type"].startswith("text/css")
    assert answer.content.decode().startswith(":root{--brand:#ffcc00;")
    assert client.get("/brand/red;}.css").status_code == 404

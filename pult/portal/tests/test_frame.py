"""The frame around public pages, and the page where staff choose how it looks."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import engines
from django.test import Client, RequestFactory
from django.utils.translation import override
from PIL import Image

from pult.brands import operations
from pult.brands import queries as brands
from pult.foundation.actors import SYSTEM
from pult.portal import queries
from tests.cast import Kettle

pytestmark = pytest.mark.django_db
SETTINGS = "/app/settings/help-centre"
CHOSEN = {
    "name": "Kettle help",
    "colour": "#ffd700",
    "languages": ["en", "hr"],
    "is_listed": "on",
    "welcomes_en": "How can we help?",
    "welcomes_hr": "Kako vam možemo pomoći?",
}


def framed(path: str, locale: str = "en") -> str:
    template = engines["django"].from_string('{% extends "portal/frame.html" %}')
    with override(locale):
        return template.render({}, RequestFactory().get(path))


def logo() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (80, 40), "navy").save(content, "PNG")
    return SimpleUploadedFile("logo.png", content.getvalue(), "image/png")


def test_a_page_is_framed_before_anybody_chose_anything(kettle: Kettle):
    page = framed("/hc/hr/articles/7-kamenac", "hr")
    assert 'action="/hc/hr/search"' in page
    assert 'href="/hc/sr-latn/articles/7-kamenac"' in page
    assert 'hreflang="sr-Latn"' in page


def test_staff_choose_name_colour_languages_and_words(kettle: Kettle):
    assert kettle.mila.client.post(SETTINGS, CHOSEN | {"logo_file": logo()}).status_code == 302
    page = framed("/hc/hr/", "hr")
    assert "Kettle help" in page
    assert "ffd700.css" in page
    assert "/hc/sr/" not in page
    centre = brands.house()
    assert centre.welcomes == {"en": "How can we help?", "hr": "Kako vam možemo pomoći?"}
    assert centre.logo.content_type == "image/png"


def test_the_logo_is_for_everybody_and_for_long(kettle: Kettle):
    kettle.mila.client.post(SETTINGS, CHOSEN | {"logo_file": logo()})
    address = queries.frame_of("/hc/en/", brands.house()).logo
    answer = Client().get(address)
    assert b"".join(answer).startswith(b"\x89PNG")
    assert "immutable" in answer["Cache-Control"]
    assert Client().get("/hc/logo/0123456789ab").status_code == 404
    kettle.mila.client.post(SETTINGS, CHOSEN | {"without_logo": "on"})
    assert brands.house().logo is None
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "red;}body{display:none"},
        {"languages": []},
        {"languages": ["tlh"]},
        {"website": "javascript:alert(1)"},
        {
            "logo_file": SimpleUploadedFile(
                "logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"
            )
        },
    ],
    ids=str,
)
def test_what_makes_no_sense_is_explained(kettle: Kettle, wrong: dict[str, object]):
    answer = kettle.mila.client.post(SETTINGS, CHOSEN | wrong)
    assert answer.status_code == 422
    assert brands.house().name == ""


def test_what_is_not_to_be_listed_says_so(kettle: Kettle):
    assert "noindex" not in framed("/hc/en/")
    operations.change_house(is_listed=False, by=SYSTEM)
    assert "noindex" in framed("/hc/en/")

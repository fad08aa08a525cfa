from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from pult.foundation.actors import Actor, Kind
from pult.ui import views
from pult.ui.look import Brand, Density, Look, Theme
from tests.cast import Kettle

TEMPLATES = Path(views.__file__).parent / "templates"
ANA = Actor(kind=Kind.PERSON, id=1, name="Ana Novak")


def request_with(**values: object) -> HttpRequest:
    request = RequestFactory().get("/")
    for name, value in values.items():
        setattr(request, name, value)
    return request


def gallery(look: Look) -> str:
    request = request_with(actor=ANA, look=look)
    answer = views.gallery(request)
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def test_a_stranger_is_sent_to_sign_in(kettle: Kettle, client: Client):
    assert client.get("/app/gallery").status_code == 302


@pytest.mark.django_db  # the rail counts what waits
@pytest.mark.parametrize("language", ["en", "hr", "sr-latn", "sr"])
def test_the_gallery_shows_every_component_in_every_language(language: str):
    with translation.override(language):
        page = gallery(Look(name="Ana Novak", theme=Theme.DARK, density=Density.COMPACT))
    assert 'data-bs-theme="dark"' in page
    assert 'data-density="compact"' in page
    assert "style=" not in page
    assert page.count("<h1") >= 1


def test_every_component_stands_in_the_gallery():
    shown = "".join(path.read_text() for path in TEMPLATES.glob("ui/*.html"))
    frames = {
        "base",
        "page",
        "plain",
        "public",
        "error",
        "gallery",
        "gallery_icons",
        "refusal",
        "rail",
        "ending",
        "settings",
        "letter",
    }
    pieces = {path.stem for path in TEMPLATES.glob("ui/*.html")} - frames
    assert [piece for piece in sorted(pieces) if f'"ui/{piece}.html"' not in shown] == []


@pytest.mark.parametrize("code", [400, 403, 404, 500, 503])
def test_error_pages_stand_without_anything_given_to_them(code: int):
    page = " ".join(render_to_string(f"{code}.html").split())
    assert f'<span class="pult-error-code"> {code} </span>' in page
    assert 'href="/"' in page
    assert "<h1> </h1>" not in page


def test_an_address_that_leads_nowhere_is_answered_in_our_words(kettle: Kettle, client: Client):
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_public_pages_carry_the_brand_and_need_no_script():
    request = request_with(brand=Brand(name="Kettle & Co.", colour="#c2410c", home="/hc/en/"))
    page = render_to_string("ui/public.html", request=request)
    assert "Kettle &amp; Co." in page
    assert "/brand/c2410c.css" in page
    assert "hx-" not in page


def test_a_refusal_is_a_page_or_a_toast():
    page = render_to_string(
        "ui/refusal.html", {"refusal": "Lea was faster."}, request=RequestFactory().get("/")
    )
    assert "Lea was faster." in page
    toast = render_to_string("ui/refusal.html#toast", {"refusal": "Lea was faster."})
    assert toast.strip().startswith('<div class="pult-toast pult-tone-late"')


def test_a_page_that_does_not_exist_is_a_mistake_of_ours():
    with pytest.raises(TemplateDoesNotExist):
        get_template("ui/no_such_component.html")

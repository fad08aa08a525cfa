"""Which brand answers at which host, and that nobody else gets in by the name of one."""

import pytest
from django.core.exceptions import DisallowedHost, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from pult.brands import operations, queries
from pult.brands.errors import InUse
from pult.brands.models import Brand, is_host
from pult.foundation.actors import SYSTEM
from pult.foundation.web.hosts import Hosts
from tests.cast import Kettle

pytestmark = pytest.mark.django_db
TEA = "help.tea.example"


@pytest.fixture
def strict(settings):
    settings.APP_URL = "https://desk.kettle.example"
    settings.ALLOWED_HOSTS = Hosts(["desk.kettle.example", "localhost"])


@pytest.fixture
def tea(strict) -> Brand:
    return operations.open_brand("Tea & Co.", host=TEA, colour="#0f766e", by=SYSTEM)


def at(host: str, **how: object) -> Client:
    return Client(headers={"host": host}, **how)


def test_a_brand_is_found_by_its_host_however_it_is_written(tea: Brand):
    for host in (TEA, TEA.upper(), f"{TEA}:8000", f"{TEA}."):
        assert queries.brand_at(host) == tea
    for host in ("desk.kettle.example", f"x.{TEA}", f"{TEA}.evil.example", "tea.example", "", "[::1]"):
        assert queries.brand_at(host) is None


def test_the_page_at_its_host_is_the_brands(kettle: Kettle, tea: Brand):
    page = at(TEA).get("/hc/en/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Tea &amp; Co." in text
    assert "0f766e.css" in text
    assert f'rel="canonical" href="https://{TEA}/hc/en/"' in text
    assert "Host" in page["Vary"]
    house = at("desk.kettle.example").get("/hc/en/").content.decode()
    assert "Tea" not in house
    assert page["ETag"] != at("desk.kettle.example").get("/hc/en/")["ETag"]


def test_machines_find_the_addresses_of_the_brand(kettle: Kettle, tea: Brand):
    assert f"Sitemap: https://{TEA}/hc/sitemap.xml" in at(TEA).get("/robots.txt").content.decode()
    assert f"https://{TEA}/hc/en/" in at(TEA).get("/hc/sitemap.xml").content.decode()
    assert at(TEA).get("/")["Location"] == "/hc"


@pytest.mark.parametrize(
    "path",
    ["/app/", "/account/login/", "/setup/", "/api/v1/conversations", "/careers", "/metrics", "/demo", "/hcx"],
)
def test_the_staff_is_not_at_home_at_a_brand(kettle: Kettle, tea: Brand, path: str):
    kettle.omar.client.get("/app/")
    assert kettle.omar.client.get(path, headers={"host": TEA}).status_code == 404
    assert kettle.omar.client.post(path, headers={"host": TEA}).status_code == 404


def test_hosts_of_nobody_are_refused_as_before(tea: Brand):
    requests = RequestFactory()
    assert requests.get("/", headers={"host": TEA}).get_host() == TEA
    for host in ("evil.example", f"{TEA}.evil.example", f"evil.example#{TEA}", f"{TEA}@evil.example"):
        with pytest.raises(DisallowedHost):
            requests.get("/", headers={"host": host}).get_host()


def test_a_brand_that_is_gone_answers_no_more(tea: Brand):
    operations.remove_brand(tea, by=SYSTEM)
    with pytest.raises(DisallowedHost):
        RequestFactory().get("/", headers={"host": TEA}).get_host()


def test_a_form_is_believed_from_its_own_host_only(kettle: Kettle, tea: Brand):
    browser = at(TEA, enforce_csrf_checks=True)
    browser.get("/hc/en/requests/sign-in")
    sent = {"address": "carl@example.org", "csrfmiddlewaretoken": browser.cookies["pult_csrf"].value}
    where = "/hc/en/requests/links"
    # The proxy has taken TLS off and has not said so: the page's origin is https none the less.
    assert browser.post(where, sent, headers={"origin": f"https://{TEA}"}).status_code == 302
    for origin in ("https://evil.example", "https://other.example", f"https://{TEA}.evil.example"):
        assert browser.post(where, sent, headers={"origin": origin}).status_code == 403
    house = at("desk.kettle.example", enforce_csrf_checks=True)
    house.cookies = browser.cookies
    assert house.post(where, sent, headers={"origin": f"https://{TEA}"}).status_code == 403


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "https://tea.example", "tea.example/x", "tea_x.example", "*.example",
             ".tea.example", "tea..example", "desk.kettle.example", "tea.example:80", "", "1.2"],
)  # fmt: skip
def test_what_is_no_host_is_refused(strict, host: str):
    with pytest.raises(ValidationError):
        is_host(host)


@given(st.text(max_size=80))
def test_no_text_becomes_a_host_that_means_another(text: str):
    try:
        is_host(text)
    except ValidationError:
        return
    assert text == text.casefold().strip()
    assert not set(text) & set("/:@#?*[]% ")
    assert RequestFactory().get("/", headers={"host": text}).get_host() == text


def test_the_house_always_stands_and_alone_has_no_host(tea: Brand):
    with pytest.raises(InUse):
        operations.remove_brand(queries.house(), by=SYSTEM)
    for wrong in ({"host": ""}, {"host": TEA, "pk": 99}, {"name": "", "host": "x.example"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Brand.objects.create(**{"name": "X", **wrong})


def test_a_house_with_one_brand_asks_for_none(kettle: Kettle, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not queries.is_several()
        assert queries.letterhead_of(None) is None
        assert queries.asked_at(None) is None

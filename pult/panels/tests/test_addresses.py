"""Addresses with variables: the host stays the administrator's, whatever a customer is called."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.panels.addresses import check, filled, origin_of
from pult.panels.errors import BadAddress

TEMPLATE = (
    "https://shop.example.com:8443/people/{customer.name}/x?mail={customer.email}&n={customer.number}#top"
)


@pytest.mark.parametrize(
    "template",
    [
        "javascript:alert(1)",
        "ftp://shop.example/",
        "//shop.example/",
        "shop.example/{customer.email}",
        "https://{customer.name}/",
        "https://{customer.name}.example/",
        "https://shop.example{customer.name}/",
        "https://shop.example:{customer.number}/",
        "https://user@shop.example/",
        "https://shop.example\\@evil.example/",
        "https:///path",
        "https://shop.example/ a",
        "https://shop.example/{customer.passwort}",
        "https://shop.example/{customer.email",
        "https://shop.example/{{customer.email}}",
        "https://shop.example/{}",
        "https://shop.example:99999/",
        "https://shop.example/č",
    ],
)
def test_what_could_lead_elsewhere_is_refused(template):
    with pytest.raises(BadAddress):
        check(template)


def test_a_sound_address_is_taken():
    check(TEMPLATE)
    check("http://[::1]:8000/{customer.field.shop_number}")
    assert origin_of(TEMPLATE) == "https://shop.example.com:8443"


def test_what_is_not_known_is_named():
    assert filled(TEMPLATE, {"customer.name": "Ana", "customer.email": " "}) == (
        "",
        ("customer.email", "customer.number"),
    )


@pytest.mark.parametrize("name", [".", "..", "  .. "])
def test_no_value_climbs_out_of_its_folder(name):
    with pytest.raises(BadAddress):
        filled(TEMPLATE, {"customer.name": name, "customer.email": "a@b.c", "customer.number": "1"})


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_whatever_the_values_are_the_address_stays_where_it_was(name, email):
    known = {"customer.name": name, "customer.email": email, "customer.number": "7"}
    try:
        address, missing = filled(TEMPLATE, known)
    except BadAddress:
        return
    if missing:
        return
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc, parts.fragment) == ("https", "shop.example.com:8443", "top")
    assert parts.path.count("/") == 3
    assert unquote(parts.path.split("/")[2]) == name.strip()
    assert parse_qs(parts.query, keep_blank_values=True) == {"mail": [email.strip()], "n": ["7"]}

"""Rules that hold for every address: what a slash at its end means, and what 403 and 404 mean."""

import re

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.guards import access

NOTHING = "999999"
REFUSED, ABSENT, SEND_AGAIN = 403, 404, 308


def name_of(path: str) -> str:
    """The name of the page that an address leads to by itself."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def other_form(path: str) -> str:
    return path.removesuffix("/") if path.endswith("/") else f"{path}/"


@pytest.mark.django_db
def test_every_address_is_found_with_and_without_a_slash(kettle):
    things = access.things(kettle)
    client, wrong = Client(), []
    for line in access.table():
        path = line.address.format(**things)
        if path == "/" or name_of(other_form(path)):
            continue
        answer = client.generic(line.method, f"{other_form(path)}?q=%C4%8D&page=2")
        if (answer.status_code, answer.get("Location")) != (SEND_AGAIN, f"{path}?q=%C4%8D&page=2"):
            wrong.append(f"{other_form(path)}: {answer.status_code} {answer.get('Location')}")
    assert "\n".join(wrong) == ""


def test_no_address_is_there_in_both_forms(db):
    """One page, one address: the other form is a redirect, never a second line."""
    paths = {re.sub(r"{\w+}", NOTHING, line.address) for line in access.table()} - {"/"}
    assert (
        sorted(path for path in paths if name_of(path) and name_of(path) == name_of(other_form(path))) == []
    )


@pytest.mark.parametrize("path", ["/no/such", "/no/such/", "/static/none.css"])
def test_what_is_there_in_neither_form_is_not_found(kettle, path):
    assert Client().get(path).status_code == ABSENT


def test_the_log_does_not_know_the_key_in_an_address_with_a_slash_too_many(kettle, caplog):
    with caplog.at_level("INFO", logger="pult.request"):
        assert Client().get("/survey/somebodys-key/").status_code == SEND_AGAIN
    assert "somebodys-key" not in caplog.text


def test_a_page_that_others_have_is_refused_and_not_denied():
    """Where no single thing is named, whoever may not come in gets 403: the page is there, but not for their role."""
    wrong = []
    for line in access.table():
        staff = line.statuses[1:]
        names_a_thing = any(name in line.address for name in ("{", NOTHING, "/nothing"))
        if not names_a_thing and ABSENT in staff and set(staff) - {ABSENT, REFUSED}:
            wrong.append(f"{line.name} {line.method} {staff}")
    assert "\n".join(wrong) == ""


@pytest.mark.django_db
def test_403_says_nothing_about_whether_a_thing_is_there(kettle):
    """403 is about the person, for what is there and what is not. What is not there, or not theirs, is 404."""
    observer = access.Observer(kettle)
    wrong = []
    for line in access.table():
        if "{" not in line.address or not line.address.startswith("/app/"):
            continue
        made_up = access.Line(line.name, line.method, re.sub(r"{\w+}", NOTHING, line.address), ())
        for before, now in zip(line.statuses[1:], observer.see(made_up)[1:], strict=True):
            if (before == REFUSED) != (now == REFUSED) or now not in {REFUSED, ABSENT, 405}:
                wrong.append(
                    f"{line.name} {line.method} {line.address}: {before}, {now} when it is not there"
                )
    assert "\n".join(wrong) == ""

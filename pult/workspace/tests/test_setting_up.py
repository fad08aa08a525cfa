"""The set-up: the first visitor becomes the administrator and opens the doors."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from pult.accounts import operations as accounts
from pult.accounts.errors import AlreadySetUp
from pult.accounts.models import Organisation, Person
from pult.inboxes.models import Inbox
from pult.workforce.models import Department, Member

ADMINISTRATOR = {"name": "Omar Khalil", "email": "omar@kettle.example", "password": "kuhalo-kuha-na-100"}
COMPANY = {
    "company": "Kettle & Co.",
    "department": "Support",
    "address": "Help@Kettle.example",
    "country": "HR",
    "time_zone": "Europe/Zagreb",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/app/", "/account/login/", "/app/settings/people", "/no/such/page"]
)
def test_every_page_leads_to_the_set_up_while_nobody_is_there(address):
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/setup/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/health", "/ready"])
def test_those_who_watch_are_answered_before_the_set_up(address):
    assert Client().get(address).headers.get("Location") != "/setup/"


@pytest.mark.django_db
def test_the_first_visitor_sets_pult_up_in_their_language():
    visitor = Client()
    assert visitor.get("/setup/").status_code == 200
    visitor.post("/account/language", {"language": "hr", "next": "/setup/administrator"})
    assert '<html lang="hr"' in visitor.get("/setup/administrator").content.decode()
    weak = visitor.post("/setup/administrator", ADMINISTRATOR | {"password": "omar"})
    assert weak.status_code == 422
    assert not Person.objects.exists()
    made = visitor.post("/setup/administrator", ADMINISTRATOR)
    assert made.headers["Location"] == "/setup/company"
    assert visitor.get("/setup/company").status_code == 200
    assert visitor.post("/setup/company", COMPANY | {"address": "nonsense"}).status_code == 422
    assert visitor.post("/setup/company", COMPANY).headers["Location"] == "/setup/done"
    assert "Kettle &amp; Co." in visitor.get("/setup/done").content.decode()

    omar = Person.objects.get()
    support = Department.objects.get()
    assert (omar.language, omar.all_rights) == ("hr", True)
    assert Organisation.objects.get().name == "Kettle & Co."
    assert (support.name, support.calendar.zone) == ("Support", "Europe/Zagreb")
    assert Member.objects.get().departments.get() == support
    assert Inbox.objects.get().address == "help@kettle.example"


def test_afterwards_the_set_up_is_closed(kettle):
    stranger = Client()
    assert stranger.get("/setup/").headers["Location"] == "/setup/company"
    assert "login" in stranger.get("/setup/company").headers["Location"]
    assert stranger.post("/setup/administrator", ADMINISTRATOR).status_code == 409
    assert kettle.ana.client.get("/setup/company").status_code == 403
    assert kettle.omar.client.get("/setup/company").headers["Location"] == "/app/"
    assert kettle.omar.client.post("/setup/company", COMPANY).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_two_at_once_give_one_administrator():
    def set_up(number: int) -> bool:
        try:
            accounts.create_first_administrator(
                name=f"Visitor {number}", email=f"v{number}@kettle.example", password="x"
            )
        except AlreadySetUp:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as visitors:
        won = list(visitors.map(set_up, range(4)))
    assert sorted(won) == [False, False, False, True]
    assert Person.objects.administrators().count() == 1

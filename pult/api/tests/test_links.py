"""Links and splits as programs see them."""

import pytest

from pult.api.tests.test_api import Caller

pytestmark = pytest.mark.django_db


def test_two_are_tied_listed_and_untied(kettle):
    ana = Caller(kettle.ana)
    down, pays = kettle.conversation("dora@example.org"), kettle.conversation(subject="I cannot pay")
    made = ana("POST", f"/conversations/{pays.pk}/links", {"kind": "incident", "to_id": down.pk})
    assert made.status_code == 201
    assert ana("GET", f"/conversations/{down.pk}/links").json() == [made.json()]
    again = ana("POST", f"/conversations/{down.pk}/links", {"kind": "related", "to_id": pays.pk})
    assert (again.status_code, "cannot_link" in again.content.decode()) == (409, True)
    there = f"/conversations/{pays.pk}/links/{made.json()['id']}"
    assert [ana("DELETE", there).status_code for _turn in range(2)] == [204, 404]


def test_messages_are_split_off(kettle):
    ana = Caller(kettle.ana)
    leak = kettle.conversation()
    asks = kettle.mail("carl@example.org", "Re", "Where is my invoice?", claimed=leak.pk).message
    wanted = {"message_ids": [asks.pk], "subject": "The invoice"}
    made = ana("POST", f"/conversations/{leak.pk}/split", wanted)
    assert (made.status_code, made.json()["follows_id"]) == (201, leak.pk)
    assert ana("POST", f"/conversations/{leak.pk}/split", wanted).status_code == 409

"""Side conversations as programs see them."""

import pytest

from pult.api.tests.test_api import Caller

pytestmark = pytest.mark.django_db
ASKED = {"to": [{"address": "dispatch@courier.example"}], "subject": "Parcel 4711", "text": "Where is it?"}


def test_one_is_opened_listed_written_in_and_done(kettle):
    ana, parcel = Caller(kettle.ana), kettle.conversation()
    there = f"/conversations/{parcel.pk}/sides"
    made = ana("POST", there, ASKED)
    assert (made.status_code, made.json()["state"]) == (201, "waiting")
    (listed,) = ana("GET", there).json()
    assert (listed["id"], listed["to"]) == (
        made.json()["id"],
        [{"address": "dispatch@courier.example", "name": ""}],
    )
    one = f"{there}/{made.json()['id']}"
    written = ana("POST", f"{one}/messages", {"text": "And when?"})
    assert written.status_code == 201
    said = [message["text"] for message in ana("GET", f"{one}/messages").json()]
    assert said == ["Where is it?", "And when?"]
    done = ana("PATCH", one, {"state": "done", "opens_conversation": False}).json()
    assert (done["state"], done["opens_conversation"]) == ("done", False)
    assert ana("PATCH", one, {"state": "open"}).json()["state"] == "waiting"


def test_it_is_no_conversation_of_its_own_and_nobody_elses(kettle):
    ana, parcel = Caller(kettle.ana), kettle.conversation()
    side = ana("POST", f"/conversations/{parcel.pk}/sides", ASKED).json()["id"]
    assert ana("GET", f"/conversations/{side}").status_code == 404
    assert ana("GET", f"/conversations/{side}/messages").status_code == 404
    assert ana("POST", f"/conversations/{side}/sides", ASKED).status_code == 404
    stella = Caller(kettle.stella)
    assert stella("GET", f"/conversations/{parcel.pk}/sides").status_code == 404
    assert stella("PATCH", f"/conversations/{parcel.pk}/sides/{side}", {"state": "done"}).status_code == 404
    refused = ana("POST", f"/conversations/{parcel.pk}/sides", ASKED | {"to": [{"address": "x"}]})
    assert refused.status_code == 422

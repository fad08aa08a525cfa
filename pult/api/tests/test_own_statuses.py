"""Own statuses as programs see them."""

import pytest

from pult.api.tests.test_api import Caller
from pult.conversations import operations
from pult.conversations.models import OwnStatus
from pult.conversations.types import Status, Tone
from pult.foundation.actors import SYSTEM

pytestmark = pytest.mark.django_db


def test_one_is_listed_set_asked_for_and_left(kettle):
    ana, leak = Caller(kettle.ana), kettle.conversation()
    own = operations.save_own_status(
        OwnStatus(), names={"en": "Waiting for parts"}, within=Status.ON_HOLD, tone=Tone.RISK, by=SYSTEM
    )
    (listed,) = ana("GET", "/own-statuses").json()
    assert (listed["id"], listed["within"]) == (own.pk, "on_hold")
    there = f"/conversations/{leak.pk}"
    changed = ana("PATCH", there, {"own_status_id": own.pk}).json()
    assert (changed["status"], changed["own_status"]["name"]) == ("on_hold", "Waiting for parts")
    found = ana("GET", f"/conversations?own_status_id={own.pk}").json()["items"]
    assert [one["id"] for one in found] == [leak.pk]
    assert ana("PATCH", there, {"status": "on_hold"}).json()["own_status"] is None
    assert ana("PATCH", there, {"own_status_id": 999999}).status_code == 404

"""Spam and the block list over the API."""

import pytest

from pult.accounts.types import Scope
from pult.api.tests.test_api import Caller

pytestmark = pytest.mark.django_db


def test_marked_blocked_and_taken_back(kettle):
    ana, lea = Caller(kettle.ana), Caller(kettle.lea, scopes=list(Scope))
    leaks = kettle.conversation()
    marked = ana("PUT", f"/conversations/{leaks.pk}/spam", {"block_sender": True}).json()
    assert marked["spam_since"] is not None
    assert ana("GET", "/conversations").json()["items"] == []
    assert [one["id"] for one in ana("GET", "/conversations?is_spam=true").json()["items"]] == [leaks.pk]
    assert ana("PUT", f"/conversations/{leaks.pk}/spam", {}).status_code == 409
    assert ana("DELETE", f"/conversations/{leaks.pk}/spam").json()["spam_since"] is None
    (listed,) = ana("GET", "/senders").json()["items"]
    assert (listed["value"], listed["verdict"]) == ("carl@example.org", "blocked")
    assert ana("DELETE", f"/senders/{listed['id']}").status_code == 204
    assert ana("POST", "/senders", {"value": "example.org"}).status_code == 403
    refused = lea("POST", "/senders", {"value": "gmail.com"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "needs_confirmation")
    assert lea("POST", "/senders", {"value": "gmail.com", "is_meant": True}).status_code == 200

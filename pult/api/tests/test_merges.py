"""Merging as programs see it."""

import pytest

from pult.api.tests.test_api import Caller

pytestmark = pytest.mark.django_db


def test_a_conversation_is_merged_leads_on_and_is_taken_apart_again(kettle):
    ana = Caller(kettle.ana)
    leaks, still = kettle.conversation(), kettle.conversation()
    other = kettle.conversation("dora@example.org")
    assert ana("POST", f"/conversations/{still.pk}/merge", {"into_id": other.pk}).status_code == 409
    there = ana("POST", f"/conversations/{still.pk}/merge", {"into_id": leaks.pk}).json()
    assert (there["id"], there["message_count"]) == (leaks.pk, 2)
    moved = ana("GET", f"/conversations/{still.pk}")
    assert (moved.status_code, moved["Location"]) == (302, f"/api/v1/conversations/{leaks.pk}")
    listed = {row["id"]: row["merged_into_id"] for row in ana("GET", "/conversations").json()["items"]}
    assert listed == {leaks.pk: None, still.pk: leaks.pk, other.pk: None}
    apart = ana("DELETE", f"/conversations/{still.pk}/merge").json()
    assert (apart["merged_into_id"], apart["message_count"], apart["status"]) == (None, 1, "new")
    assert ana("DELETE", f"/conversations/{still.pk}/merge").status_code == 404

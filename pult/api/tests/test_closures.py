"""Closures as programs see them: prepared, announced, asked for by moment and department, withdrawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.api.tests.test_api import Caller

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)


def outage(**more):
    begins = (NOW - timedelta(hours=1)).isoformat()
    return {"kind": "outage", "reason": "The telephone line is down", "begins_at": begins, **more}


def test_a_closure_is_prepared_announced_asked_for_and_withdrawn(kettle):
    ana, lea = Caller(kettle.ana), Caller(kettle.lea)
    assert ana("POST", "/closures", outage()).status_code == 403
    begun = lea("POST", "/closures", outage(department_ids=[kettle.support.pk])).json()
    assert (begun["state"], begun["department_ids"]) == ("drafted", [kettle.support.pk])
    assert ana("GET", f"/closures/{begun['id']}").status_code == 404
    assert ana("GET", "/closures").json()["items"] == []
    announced = lea("POST", f"/closures/{begun['id']}/announcement", {}).json()
    assert (announced["state"], announced["phase"]) == ("announced", "now")
    assert set(announced["texts"]) == {"en", "hr", "sr", "sr-latn"}
    assert "The telephone line is down" in announced["texts"]["en"]["call"]
    for department, count in ((kettle.support, 1), (kettle.billing, 0)):
        asked = f"/closures?told_at={NOW.isoformat().replace('+', '%2B')}&department_id={department.pk}"
        assert len(ana("GET", asked).json()["items"]) == count
    assert lea("POST", f"/closures/{begun['id']}/announcement", {}).status_code == 409
    assert lea("DELETE", f"/closures/{begun['id']}/announcement").json()["state"] == "withdrawn"
    assert lea("DELETE", f"/closures/{begun['id']}/announcement").status_code == 409


def test_a_closure_that_makes_no_sense_is_refused(kettle):
    lea = Caller(kettle.lea)
    ends = (NOW - timedelta(days=1)).isoformat()
    assert lea("POST", "/closures", outage(ends_at=ends)).status_code == 422
    assert lea("POST", "/closures", outage(reason="")).status_code == 422
    assert lea("POST", "/closures", outage(begins_at="2026-12-01T08:00:00")).status_code == 422
